using System.Text;
using VeritasVault.Proofs;

namespace VeritasVault.Verifier;

/// <summary>The program without the process: verifies each file and says so.</summary>
/// <param name="output">Answers.</param>
/// <param name="error">What went wrong with the call itself.</param>
internal sealed class VerifyProgram(TextWriter output, TextWriter error)
{
    private readonly List<VerifiedFile> _verified = [];
    private VerifyArguments _arguments = null!;
    private ProofVerifier _verifier = null!;

    // The largest checkpoint that was accepted, in this run or an earlier one.
    private ReadOnlyMemory<byte>? _remembered;
    private byte[]? _consistency;

    public int Run(string[] arguments)
    {
        if (VerifyArguments.ReadOrNull(arguments, out var reason) is not { } read)
        {
            return Refuse(ExitCode.WrongUsage, reason);
        }

        _arguments = read;
        if (read.Help)
        {
            output.Write(HelpText.Text);
            return ExitCode.Valid;
        }

        try
        {
            return Prepare() ?? VerifyAll();
        }
        catch (FileTroubleException problem)
        {
            return Refuse(ExitCode.Unreadable, problem.Message);
        }
        catch (IOException)
        {
            return Refuse(ExitCode.Unreadable, "the answer cannot be written to where the output goes");
        }
    }

    private int? Prepare()
    {
        var text = _arguments.Policy is { } file
            ? BoundedFile.Read(file)
            : Encoding.UTF8.GetBytes($"log {_arguments.Vkey}\nquorum none\n");
        if (!TlogPolicy.TryParse(text, out var policy, out var reason))
        {
            return Refuse(ExitCode.WrongUsage, $"the policy is refused: {reason}");
        }

        _verifier = new ProofVerifier(policy, BouncyEd25519.Instance);
        if (_arguments.State is { } state && File.Exists(state))
        {
            _remembered = BoundedFile.Read(state);
        }

        _consistency = _arguments.Consistency is { } consistency ? BoundedFile.Read(consistency) : null;
        return null;
    }

    private int VerifyAll()
    {
        var unreadable = false;
        foreach (var path in _arguments.Files)
        {
            if (ReadOrNull(path) is { } bytes)
            {
                Verify(path, bytes);
            }
            else
            {
                unreadable = true;
            }
        }

        if (_arguments.Report is { } report)
        {
            var text = AuditReport.Write(_arguments, _verified);
            BoundedFile.Replace(report, Encoding.UTF8.GetBytes(text));
        }

        bool Any(VerificationOutcome outcome) => _verified.Exists(file => file.Result.Outcome == outcome);
        return Any(VerificationOutcome.SplitView) ? ExitCode.SplitView
            : Any(VerificationOutcome.Invalid) ? ExitCode.Invalid
            : unreadable ? ExitCode.Unreadable
            : ExitCode.Valid;
    }

    private byte[]? ReadOrNull(string path)
    {
        try
        {
            return BoundedFile.Read(path);
        }
        catch (FileTroubleException problem)
        {
            Refuse(ExitCode.Unreadable, problem.Message);
            return null;
        }
    }

    private void Verify(string path, byte[] bytes)
    {
        var clock = new WitnessClock(_arguments.NowSeconds, 0, _arguments.AgeSecondsMax);
        var knowledge = new VerifierKnowledge(clock)
        {
            Remembered = _remembered,
            Consistency = _consistency is null ? default(ReadOnlyMemory<byte>?) : _consistency,
        };
        var result = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? _verifier.VerifySettlement(bytes, knowledge)
            : _verifier.Verify(bytes, knowledge);
        var file = new VerifiedFile(path, Hash32.Of(bytes), result);
        _verified.Add(file);
        if (_arguments.Json)
        {
            output.Write(JsonAnswer.Write(file));
        }
        else
        {
            WriteText(file);
        }

        if (result.Outcome == VerificationOutcome.Valid && _arguments.State is { } state)
        {
            Remember(state, result);
        }
    }

    private void WriteText(VerifiedFile file)
    {
        output.WriteLine(_arguments.Files.Count == 1 ? file.Result.Line : $"{file.Path}: {file.Result.Line}");
        if (file.Result.Split is { } split)
        {
            foreach (var note in new[] { split.First, split.Second }.Append(split.Proof ?? ReadOnlyMemory<byte>.Empty))
            {
                output.WriteLine();
                output.Write(Encoding.UTF8.GetString(note.Span));
            }
        }
    }

    // An older checkpoint of the same history teaches nothing, and must not make the program forget.
    private void Remember(string state, VerificationResult result)
    {
        var known = _remembered is { } note && SignedNote.TryParse(note.Span, out var read, out _)
            && Checkpoint.TryParse(read.Text.Span, out var checkpoint, out _)
                ? checkpoint.Size
                : -1;
        if (result.Checkpoint!.Size > known)
        {
            _remembered = result.CheckpointNote;
            BoundedFile.Replace(state, result.CheckpointNote.Span);
        }
    }

    private int Refuse(int code, string reason)
    {
        error.WriteLine($"veritas-verify: {reason}");
        error.WriteLine(code == ExitCode.WrongUsage
            ? "Next: `veritas-verify --help` shows how it is called, with examples."
            : "Next: check the file's name, its place and its permissions.");
        return code;
    }
}

/// <summary>A file and what was said of it.</summary>
/// <param name="Path">As it was named.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Result">The answer.</param>
internal sealed record VerifiedFile(string Path, Hash32 Hash, VerificationResult Result);
