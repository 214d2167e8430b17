using VeritasVault.Proofs.Fuzz;

// One input for one target: what SharpFuzz and others call again and again. Whatever it throws is a finding.
if (args is not [var name] || !FuzzTargets.All.TryGetValue(name, out var target))
{
    Console.Error.WriteLine("usage: VeritasVault.Proofs.Fuzz TARGET < FILE");
    Console.Error.WriteLine("targets: " + string.Join(' ', FuzzTargets.All.Keys));
    return 2;
}

using var input = new MemoryStream();
using var stdin = Console.OpenStandardInput();
stdin.CopyTo(input);
Console.WriteLine(target(input.ToArray()) ? "taken" : "refused");
return 0;
