using System.Text;
using System.Text.Json;

namespace VeritasVault.Page.Tests;

/// <summary>Signed notes, keys, checkpoints and cosignatures, over examples of other people's software.</summary>
public class NoteTests(Chromium chromium)
{
    private const string Open =
        """
        const open = async (bytes, vkeys) => {
          try {
            const note = v.parseNote(v.fromUtf8(bytes));
            const findings = await v.checkNote(note, vkeys.map(v.parseVkey));
            return findings.some(finding => finding.good) ? 'ok' : 'unverified';
          } catch (error) {
            if (!(error instanceof v.Refusal)) throw error;
            return error.kind === 'utf8' ? 'malformed' : error.kind;
          }
        };
        """;

    private static readonly string[] PointsOfSmallOrderAndTheBasePoint =
    [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "5866666666666666666666666666666666666666666666666666666666666666",
    ];

    [Fact]
    public async Task Notes_get_their_strict_verdict()
    {
        var vectors = Repository.Vectors("tlog/xmod-note.json");
        var cases = vectors.GetProperty("open").EnumerateArray().ToArray();
        var seen = await OpenAsync([.. cases.Select(one => (
            one.GetProperty("noteBase64").GetBytesFromBase64(),
            one.GetProperty("vkeys").EnumerateArray().Select(key => key.GetString()!).ToArray()))]);
        Assert.Equal(cases.Select(one => $"{Text(one, "name")}: {Text(one, "strict")}"), cases.Zip(seen).Select(
            pair => $"{Text(pair.First, "name")}: {pair.Second}"));
        var sign = vectors.GetProperty("sign");
        Assert.Equal(["ok"], await OpenAsync([(Encoding.UTF8.GetBytes(Text(sign, "note")), [Text(sign, "vkey")])]));
    }

    [Fact]
    public async Task Examples_of_the_specifications_get_their_verdict()
    {
        var examples = Repository.Vectors("tlog/c2sp-spec-examples.json");
        var signed = examples.GetProperty("signedNote");
        var seen = await OpenAsync(
        [
            (Encoding.UTF8.GetBytes(Text(signed, "note")), [Text(signed, "vkey")]),
            (Encoding.UTF8.GetBytes(Text(examples, "signedNoteUnknownKey")), [Text(signed, "vkey")]),
            (Encoding.UTF8.GetBytes(Text(examples, "checkpointParseOnly")), []),
            (Encoding.UTF8.GetBytes(Text(examples, "cosignedParseOnly")), []),
        ]);
        Assert.Equal(["ok", "unverified", "unverified", "unverified"], seen);
    }

    [Fact]
    public async Task Keys_that_are_not_what_they_say_are_refused()
    {
        var bad = Repository.Vectors("tlog/xmod-note.json").GetProperty("badVkeys").EnumerateArray()
            .Select(key => Text(key, "vkey"))
            .Concat(
            [
                "", "PeterNeumann", "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TX",
            ]).ToArray();
        var refused = await chromium.RunAsync<string[]>(
            """
            (v, keys) => keys.filter(key => {
              try { v.parseVkey(key); return false; } catch (error) { return error instanceof v.Refusal; }
            })
            """,
            bad);
        Assert.Equal(bad, refused);
    }

    [Fact]
    public async Task A_key_of_small_order_is_refused_even_when_its_id_fits()
    {
        var kinds = await chromium.RunAsync<string[]>(
            """
            (v, keys) => keys.map(hex => {
              const key = v.fromHex(hex);
              const bytes = new Uint8Array([...v.toUtf8('log'), 10, 1, ...key]);
              const id = v.toHex(v.sha256(bytes).subarray(0, 4));
              try { v.parseVkey(`log+${id}+${v.toBase64(Uint8Array.of(1, ...key))}`); return 'read'; }
              catch (error) { return error.message; }
            })
            """,
            PointsOfSmallOrderAndTheBasePoint);
        Assert.Equal(["read"], kinds.Skip(3));
        Assert.All(kinds.Take(3), kind => Assert.Equal("the verifier key log is not a valid Ed25519 key", kind));
    }

    [Fact]
    public async Task Checkpoints_get_their_strict_verdict()
    {
        var cases = Repository.Vectors("tlog/checkpoint-parse.json").GetProperty("cases").EnumerateArray().ToArray();
        var seen = await chromium.RunAsync<bool[]>(
            """
            (v, texts) => texts.map(text => {
              try { v.parseCheckpoint(text); return true; } catch (error) {
                if (error instanceof v.Refusal && error.step === 'V5') return false;
                throw error;
              }
            })
            """,
            cases.Select(one => Text(one, "text")).ToArray());
        Assert.Equal(cases.Select(one => Text(one, "strict") == "ok"), seen);
    }

    [Fact]
    public async Task A_log_of_another_software_has_our_roots_at_every_size()
    {
        var log = Repository.Vectors("tlog/tessera-testlog.json");
        var seen = await chromium.RunAsync<string[]>(
            """
            (v, log) => Promise.all(log.checkpoints.map(async (text, size) => {
              const note = v.parseNote(text);
              const findings = await v.checkNote(note, [v.parseVkey(log.vkey)]);
              const checkpoint = v.parseCheckpoint(note.body);
              const root = v.treeRoot(log.entries.slice(0, size).map(entry => v.leafHash(v.toUtf8(entry))));
              const equal = v.toHex(root) === v.toHex(checkpoint.root) && checkpoint.size === BigInt(size);
              return equal && findings.every(finding => finding.good) ? 'equal' : `differs at ${size}`;
            }))
            """,
            new Dictionary<string, object>
            {
                ["vkey"] = Text(log, "vkey"),
                ["checkpoints"] = Texts(log, "checkpoints"),
                ["entries"] = Texts(log, "entriesText"),
            });
        Assert.Equal(Enumerable.Repeat("equal", 16), seen);
    }

    [Fact]
    public async Task Cosignatures_hold_and_carry_their_time()
    {
        var sunlight = Repository.Vectors("tlog/sunlight-cosignatures.json").GetProperty("cases").EnumerateArray()
            .Select(one => (Text(one, "note"), Text(one, "cosignerVkey"), one.GetProperty("timestamp").GetRawText()));
        var known = Repository.Vectors("tlog/webtessera-cosignature-sign.json");
        var vkey = Text(known, "vkeyType4");
        var answers = known.GetProperty("cases").EnumerateArray().Select(one => (
            Cosigned(Text(known, "text"), vkey, Text(one, "signatureHex")), vkey, Text(one, "time")));
        var cases = sunlight.Concat(answers).ToArray();
        Assert.Equal(10, cases.Length);
        var seen = await chromium.RunAsync<string[]>(
            """
            (v, cases) => Promise.all(cases.map(async ([text, vkey]) => {
              const findings = await v.checkNote(v.parseNote(text), [v.parseVkey(vkey)]);
              return findings.filter(finding => finding.good).map(finding => `${finding.time}`).join();
            }))
            """,
            cases.Select(one => new[] { one.Item1, one.Item2 }).ToArray());
        Assert.Equal(cases.Select(one => one.Item3), seen);
    }

    [Fact]
    public async Task An_ML_DSA_line_is_known_and_left_unchecked()
    {
        var vector = Repository.Vectors("tlog/torchwood-mldsa44.json");
        var seen = await chromium.RunAsync<string>(
            """
            async (v, [text, vkey]) => {
              const [finding] = await v.checkNote(v.parseNote(text), [v.parseVkey(vkey)]);
              return `${finding.known !== null} ${finding.good} ${finding.time}`;
            }
            """,
            new[] { Text(vector, "note"), Text(vector, "vkey") });
        Assert.Equal("true false null", seen);
    }

    private static string Cosigned(string text, string vkey, string signatureHex)
    {
        var signature = Convert.ToBase64String(Convert.FromHexString(vkey.Split('+')[1] + signatureHex));
        return $"{text}\n\u2014 {vkey.Split('+')[0]} {signature}\n";
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;

    private static string[] Texts(JsonElement element, string member) =>
        [.. element.GetProperty(member).EnumerateArray().Select(text => text.GetString()!)];

    private Task<string[]> OpenAsync((byte[] Note, string[] Vkeys)[] cases) => chromium.RunAsync<string[]>(
        $$"""
        (v, cases) => {
          {{Open}}
          return Promise.all(cases.map(one => open(v.fromHex(one.note), one.vkeys)));
        }
        """,
        cases.Select(one => new Dictionary<string, object>
        {
            ["note"] = Convert.ToHexStringLower(one.Note),
            ["vkeys"] = one.Vkeys,
        }).ToArray());
}
