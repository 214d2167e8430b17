using VeritasVault.Verifier;

using var output = new StreamWriter(Console.OpenStandardOutput());
using var error = new StreamWriter(Console.OpenStandardError());
return new VerifyProgram(output, error).Run(args);
