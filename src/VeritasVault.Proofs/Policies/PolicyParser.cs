using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace VeritasVault.Proofs;

/// <summary>
/// Reads C2SP tlog-policy files, line by line. Stricter than that text where readers could differ: the file is UTF-8,
/// and its last line ends in a line feed like all others.
/// </summary>
internal sealed class PolicyParser
{
    internal const int BytesMax = 64 * 1024;

    // Logs, witnesses and groups together; C2SP asks for at least 32 of each. It also bounds how deep groups nest.
    internal const int EntriesMax = 512;

    private const string NoQuorum = "none";

    private readonly List<NoteKey> _logs = [];
    private readonly List<PolicyMember.Witness> _witnesses = [];
    private readonly SortedDictionary<string, PolicyMember> _names = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _members = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _logKeys = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _witnessKeys = new(StringComparer.Ordinal);
    private PolicyMember? _quorum;
    private bool _hasQuorum;
    private int _entries;

    private PolicyParser()
    {
    }

    internal static bool TryParse(
        ReadOnlySpan<byte> file, [NotNullWhen(true)] out TlogPolicy? policy, [NotNullWhen(false)] out string? reason)
    {
        var parser = new PolicyParser();
        policy = null;
        reason = parser.ReadFile(file);
        if (reason is not null)
        {
            return false;
        }

        var keys = parser._logs.Concat(parser._witnesses.Select(witness => witness.Key));
        if (!NoteKeyRing.TryCreate(keys, out var ring))
        {
            reason = "two keys of the policy have one name and key id";
            return false;
        }

        policy = new TlogPolicy(parser._logs, parser._witnesses, parser._quorum, ring);
        return true;
    }

    private string? ReadFile(ReadOnlySpan<byte> file)
    {
        if (file.Length > BytesMax)
        {
            return $"a policy has at most {BytesMax} bytes";
        }

        if (!Utf8.IsValid(file))
        {
            return "a policy is UTF-8";
        }

        var lines = new LineReader(file);
        var number = 0;
        while (!lines.AtEnd)
        {
            number++;
            if (!lines.TryLine(out var line))
            {
                return $"line {number}: its line feed is missing";
            }

            if (ReadLine(Encoding.UTF8.GetString(line)) is { } reason)
            {
                return $"line {number}: {reason}";
            }
        }

        return _hasQuorum ? null : "there is no quorum line";
    }

    private string? ReadLine(string line)
    {
        if (line.Any(character => character is < ' ' and not '\t' or '\x7f'))
        {
            return "a control character";
        }

        var items = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return items switch
        {
            [] => null,
            [var first, ..] when first.StartsWith('#') => null,
            ["log", var vkey, .. { Length: <= 1 }] => AddLog(vkey),
            ["witness", var name, var vkey, .. { Length: <= 1 }] => AddWitness(name, vkey),
            ["group", var name, var threshold, .. { Length: > 0 } members] => AddGroup(name, threshold, members),
            ["quorum", var name] => SetQuorum(name),
            _ => "neither log, witness, group nor quorum with what belongs to it",
        };
    }

    private string? AddLog(string vkey)
    {
        if (AddKey(vkey, NoteKeyType.Ed25519, out var key) is { } reason)
        {
            return reason;
        }

        _logs.Add(key!);
        return null;
    }

    private string? AddWitness(string name, string vkey)
    {
        if (AddKey(vkey, NoteKeyType.CosignatureV1, out var key) is { } reason)
        {
            return reason;
        }

        var witness = new PolicyMember.Witness(name, key!);
        _witnesses.Add(witness);
        return AddName(witness);
    }

    private string? AddKey(string vkey, NoteKeyType type, out NoteKey? key)
    {
        if (!NoteKey.TryParse(vkey, out key, out var reason))
        {
            return reason;
        }

        if (key.Type != type)
        {
            return $"a key of type 0x{(byte)type:x2} is needed here";
        }

        // A ledger that accepted a loss keeps its key under a new origin. A witness counts once, and not for a log.
        var text = key.PublicKey.ToString();
        var isNew = type == NoteKeyType.Ed25519
            ? !_witnessKeys.Contains(text) && (_logKeys.Add(text) || _logs.TrueForAll(IsOfOtherName(key)))
            : !_logKeys.Contains(text) && _witnessKeys.Add(text);
        return isNew ? CountEntry() : "this public key is in the policy already";
    }

    private static Predicate<NoteKey> IsOfOtherName(NoteKey key) => other => other.Name != key.Name
        || !other.PublicKey.Equals(key.PublicKey);

    private string? AddGroup(string name, string threshold, string[] names)
    {
        var members = new List<PolicyMember>();
        foreach (var member in names)
        {
            if (!_names.TryGetValue(member, out var known))
            {
                return "a member is not defined above";
            }

            if (!_members.Add(member))
            {
                return "a member is listed already, here or in another group";
            }

            members.Add(known);
        }

        var (needed, valid) = threshold switch
        {
            "any" => (1, true),
            "all" => (members.Count, true),
            _ when CanonicalText.TryDecimal(Encoding.UTF8.GetBytes(threshold), out var number)
                && number <= members.Count => ((int)number, true),
            _ => (0, false),
        };
        return valid && needed >= 1
            ? CountEntry() ?? AddName(new PolicyMember.Group(name, needed, members))
            : "the threshold is not any, all or from 1 to the count of members";
    }

    private string? CountEntry() =>
        ++_entries <= EntriesMax ? null : $"there are more than {EntriesMax} logs, witnesses and groups";

    private string? AddName(PolicyMember member) =>
        member.Name != NoQuorum && _names.TryAdd(member.Name, member) ? null : "the name is taken";

    private string? SetQuorum(string name)
    {
        if (_hasQuorum)
        {
            return "there is a quorum line already";
        }

        _hasQuorum = true;
        return name == NoQuorum || _names.TryGetValue(name, out _quorum) ? null : "the quorum is not defined above";
    }
}
