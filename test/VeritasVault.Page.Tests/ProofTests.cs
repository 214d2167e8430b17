using System.Text.Json;

namespace VeritasVault.Page.Tests;

/// <summary>Proof files: their grammar, the way from a leaf to a signed root, and the log's growth.</summary>
public class ProofTests(Chromium chromium)
{
    private const string Verify =
        """
        const verify = async (text, policy, options) => {
          try {
            const found = await v.verifyLogProof(v.toUtf8(text), v.parsePolicy(v.toUtf8(policy)), options);
            return `ok ${found.proof.index} of ${found.checkpoint.size}`;
          } catch (error) {
            if (!(error instanceof v.Refusal)) throw error;
            return `${error.step} ${error.kind}`;
          }
        };
        """;

    [Fact]
    public async Task Proof_files_get_their_strict_verdict()
    {
        var cases = Repository.Vectors("tlog/proof-parse.json").GetProperty("cases").EnumerateArray().ToArray();
        Assert.Equal(24, cases.Length);
        var seen = await chromium.RunAsync<string[]>(
            """
            (v, texts) => texts.map(text => {
              try {
                return v.formatProof(v.parseProof(v.readProofText(v.toUtf8(text)))) === text ? 'ok' : 'other text';
              } catch (error) {
                if (error instanceof v.Refusal && ['V1', 'V2'].includes(error.step)) return 'error';
                throw error;
              }
            })
            """,
            cases.Select(one => Text(one, "text")).ToArray());
        Assert.Equal(cases.Select(one => Text(one, "strict")), seen);
    }

    [Fact]
    public async Task The_proof_of_another_software_holds_and_its_tampered_copies_do_not()
    {
        var vector = Repository.Vectors("tlog/oak-test.json");
        var text = await File.ReadAllTextAsync(Repository.VectorFile("tlog/oak-test.tlog-proof"));
        var log = Text(vector, "logVkey");
        var witness = Text(vector, "witnessVkey");
        var policy = $"log {log}\nwitness w {witness}\nquorum w\n";
        var leaf = Text(vector, "entryText");
        string[][] rows =
        [
            // Expected, text, policy, leaf, now.
            ["ok 3 of 4", text, policy, leaf, "1771605822"],
            ["ok 3 of 4", text, $"log {log}\nquorum none\n", leaf, "0"],
            ["V7 time", text, policy, leaf, "1771605821"],
            ["V8 inclusion", text, policy, leaf + " ", "1771605822"],
            ["V8 inclusion", text.Replace("index 3", "index 2"), policy, leaf, "1771605822"],
            ["V8 inclusion", text.Replace("index 3", "index 4"), policy, leaf, "1771605822"],
            ["V2 range", text.Replace("index 3", "index 18446744073709551619"), policy, leaf, "1771605822"],
            ["V6 invalid signature", text.Replace("\n4\n", "\n5\n"), policy, leaf, "1771605822"],
            ["V6 invalid signature", text.Replace("/log\n4", "/lag\n4"), policy, leaf, "1771605822"],
            ["V6 invalid signature", text.Replace("BpmI8+", "BpmI8/"), policy, leaf, "1771605822"],
            ["V6 unverified", text, $"witness w {witness}\nquorum w\n", leaf, "1771605822"],
            ["V7 quorum", WithoutLine(text, "\u2014 test-witness"), policy, leaf, "1771605822"],
            ["V6 unverified", WithoutLine(text, "\u2014 fake"), policy, leaf, "1771605822"],
            ["V2 grammar", WithoutLine(text, "index"), policy, leaf, "1771605822"],
            ["V8 inclusion", WithoutLine(text, "R71E"), policy, leaf, "1771605822"],
            ["V1 control", text.Replace("\n", "\r\n"), policy, leaf, "1771605822"],
            ["V2 grammar", "\ufeff" + text, policy, leaf, "1771605822"],
            ["V4 malformed", text + "\n", policy, leaf, "1771605822"],
            ["V5 checkpoint", text.Replace("\n\n\u2014", "\next\n\n\u2014"), policy, leaf, "1771605822"],
            ["V2 grammar", "x" + text, policy, leaf, "1771605822"],
            ["V1 hashes", "x" + text.Replace("\n\nfake", Lines(62) + "\n\nfake"), policy, leaf, "1771605822"],
            ["V1 lines", "x" + text.TrimEnd() + Lines(99) + "\n", policy, leaf, "1771605822"],
            ["V1 size", text + new string('x', 65536), policy, leaf, "1771605822"],
        ];
        var seen = await chromium.RunAsync<string[]>(
            $$"""
            (v, rows) => {
              {{Verify}}
              return Promise.all(rows.map(([, text, policy, leaf, now]) =>
                verify(text, policy, { leaf: v.toUtf8(leaf), now: BigInt(now) })));
            }
            """,
            rows);
        Assert.Equal(rows.Select(row => row[0]), seen);
    }

    [Fact]
    public async Task A_leaf_of_a_large_log_is_where_it_says()
    {
        var real = Repository.Vectors("tlog/oak-test.json").GetProperty("realMerkle");
        var included = await chromium.RunAsync<bool>(
            """
            (v, c) => v.includes(v.leafHash(v.toUtf8(c.entry)), BigInt(c.index), BigInt(c.size),
              c.proof.map(v.fromBase64), v.fromBase64(c.root))
            """,
            new Dictionary<string, object>
            {
                ["entry"] = Text(real, "entryText"),
                ["index"] = real.GetProperty("index").GetRawText(),
                ["size"] = real.GetProperty("size").GetRawText(),
                ["root"] = Text(real, "root"),
                ["proof"] = real.GetProperty("proof").EnumerateArray().Select(hash => hash.GetString()!).ToArray(),
            });
        Assert.True(included);
    }

    [Fact]
    public async Task A_conversation_with_a_witness_gets_its_answers()
    {
        var vector = Repository.Vectors("tlog/litewitness-add-checkpoint.json");
        var steps = vector.GetProperty("steps").EnumerateArray().ToArray();
        var seen = await chromium.RunAsync<int[]>(
            """
            async (v, { origin, key, requests }) => {
              const bytes = Uint8Array.of(1, ...v.fromHex(key));
              const id = v.toHex(v.sha256(new Uint8Array([...v.toUtf8(origin), 10, ...bytes])).subarray(0, 4));
              const known = v.parseVkey(`${origin}+${id}+${v.toBase64(bytes)}`);
              const memory = { size: 0n, root: null };
              const answer = async request => {
                const { old, path, checkpoint } = v.parseConsistency(request);
                const note = v.parseNote(checkpoint);
                const next = v.parseCheckpoint(note.body);
                if (!(await v.checkNote(note, [known])).some(finding => finding.good)) return 403;
                if (old !== memory.size) return 409;
                const grows = old === 0n ? path.length === 0
                  : v.consistent(old, memory.root, next.size, next.root, path);
                if (!grows) return 422;
                Object.assign(memory, next);
                return 200;
              };
              const statuses = [];
              for (const request of requests) {
                statuses.push(await answer(request).catch(error => {
                  if (error instanceof v.Refusal) return 403;
                  throw error;
                }));
              }
              return statuses;
            }
            """,
            new Dictionary<string, object>
            {
                ["origin"] = Text(vector, "origin"),
                ["key"] = Text(vector, "logKeyHex"),
                ["requests"] = steps.Select(step => Text(step, "request")).ToArray(),
            });
        Assert.Equal(steps.Select(step => step.GetProperty("status").GetInt32()), seen);
    }

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("\nx", count));

    private static string WithoutLine(string text, string beginning) => string.Join(
        '\n', text.Split('\n').Where(line => !line.StartsWith(beginning, StringComparison.Ordinal)));

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;
}
