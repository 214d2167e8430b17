using System.Text;

namespace VeritasVault.Proofs.Tests;

public sealed class SettlementFileTests
{
    private const string Golden = """
        {
          "format": "settle/proof/v1",
          "outcome": "SETTLED",
          "origin": "ledger.example/a",
          "settlementId": "01234567-89ab-7def-8123-456789abcdef",
          "timestamp": "1700000000000001",
          "transactionHash": "HASH",
          "failure": null,
          "transaction": {
            "notBefore": null,
            "deadline": "9223372036854775807",
            "nonce": "HASH",
            "termsHash": "HASH",
            "instructionsRoot": "HASH",
            "instructionCount": 2
          },
          "terms": {
            "salt": "0000000000000000000000000000ab01",
            "kind": 1,
            "isolation": 0,
            "onShortage": 1,
            "prepareMode": 0,
            "consent": 0,
            "expectedVersions": [
              {
                "account": "a",
                "asset": null,
                "version": "7"
              }
            ],
            "replaces": "01234567-89ab-7def-8123-456789abcdef",
            "metadataHash": null,
            "recovery": {
              "tries": 10,
              "delayMs": 200,
              "delayMaxMs": 30000
            }
          },
          "instructions": [
            {
              "position": 1,
              "salt": "0000000000000000000000000000ab01",
              "id": "\"leg\"\\\u0001\n\t\b\f\r/\u007F é\u2028𝄞",
              "kind": 1,
              "ledger": null,
              "debitAccount": "a",
              "creditAccount": "b:1._-Z",
              "asset": "EUR",
              "quantity": "170141183460469231731687303715884105727",
              "authoriser": "A",
              "creditAuthoriser": null,
              "path": [
                "HASH"
              ]
            }
          ],
          "states": [
            {
              "position": 0,
              "positionIndex": "3",
              "versionAfter": "1",
              "preHash": "HASH",
              "postHash": "HASH",
              "opened": {
                "account": "a",
                "asset": "EUR",
                "before": {
                  "balance": "0",
                  "reserved": "0",
                  "floor": null,
                  "salt": "0000000000000000000000000000ab01"
                },
                "after": {
                  "balance": "-170141183460469231731687303715884105728",
                  "reserved": "0",
                  "floor": "-1",
                  "salt": "0000000000000000000000000000ab01"
                }
              },
              "path": null
            },
            {
              "position": 1,
              "positionIndex": "4",
              "versionAfter": "1",
              "preHash": "HASH",
              "postHash": "HASH",
              "opened": null,
              "path": null
            }
          ],
          "signatures": [
            {
              "position": 0,
              "participant": "A",
              "keyId": "0000000000000000000000000000ab01",
              "algorithm": 1,
              "signature": "HASHHASH",
              "batch": {
                "index": 0,
                "count": 1,
                "root": "HASH",
                "path": []
              },
              "path": null
            }
          ],
          "blockReference": {
            "origin": "ledger.example/a",
            "blockNo": "2",
            "index": "5",
            "size": "7",
            "root": "HASH"
          },
          "proof": "c2sp.org/tlog-proof@v1\n",
          "headerProof": null,
          "keys": {
            "registry": {
              "participantCount": "1",
              "participantsRoot": "HASH",
              "keyCount": "1",
              "keysRoot": "HASH",
              "assetCount": "1",
              "assetsRoot": "HASH",
              "accountCount": "2",
              "accountsRoot": "HASH",
              "limitCount": "0",
              "limitsRoot": "HASH"
            },
            "opened": [
              {
                "index": "0",
                "salt": "0000000000000000000000000000ab01",
                "version": "1",
                "participant": "A",
                "algorithm": 1,
                "publicKey": "HASH",
                "validFrom": "0",
                "validUntil": null,
                "revokedAt": "12",
                "previousKeyId": null,
                "endorsement": null,
                "reset": false,
                "path": []
              }
            ]
          },
          "consistency": ""
        }

        """;

    // The text as JSON.stringify of Node.js writes it; what it leaves as it is stands here in escapes, to be seen.
    private static readonly string File = Golden.Replace("HASH", Hash32.OfNothing.ToString(), StringComparison.Ordinal)
        .Replace("\\u007F", "\u007f", StringComparison.Ordinal)
        .Replace("\\u2028", "\u2028", StringComparison.Ordinal);

    public static TheoryData<string, string> Changes => new()
    {
        { "\"format\": \"settle/proof/v1\"", "\"format\": \"settle/proof/v2\"" },
        { "\"outcome\": \"SETTLED\"", "\"outcome\": \"FAILED\"" },
        { "\"outcome\": \"SETTLED\"", "\"outcome\":  \"SETTLED\"" },
        { "  \"failure\": null,\n", "" },
        { "  \"failure\": null,\n", "  \"failure\": null,\n  \"failure\": null,\n" },
        { "  \"failure\": null,\n", "  \"failure\": null,\n  \"extra\": null,\n" },
        { "  \"failure\": null,\n", "  \"failure\": null,\n  \"extra\": [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]],\n" },
        { "-89ab-7def-", "-89AB-7def-" },
        { "-89ab-7def-", "89ab-7def-" },
        { "\"timestamp\": \"17", "\"timestamp\": \"017" },
        { "\"timestamp\": \"17", "\"timestamp\": \"+17" },
        { "\"timestamp\": \"1700000000000001\"", "\"timestamp\": 1700000000000001" },
        { "9223372036854775807", "9223372036854775808" },
        { "e3b0", "E3b0" },
        { "e3b0", "e3b" },
        { "\"instructionCount\": 2", "\"instructionCount\": 02" },
        { "\"instructionCount\": 2", "\"instructionCount\": 2.0" },
        { "\"instructionCount\": 2", "\"instructionCount\": -2" },
        { "\"instructionCount\": 2", "\"instructionCount\": 2147483648" },
        { "\"debitAccount\": \"a\"", "\"debitAccount\": \"a b\"" },
        { "\"debitAccount\": \"a\"", "\"debitAccount\": \"\"" },
        { "\"debitAccount\": \"a\"", "\"debitAccount\": null" },
        { "\"origin\": \"ledger.example/a\"", "\"origin\": \"ledger.example/\"" },
        { "\"kind\": 1,\n      \"ledger", "\"kind\": 2,\n      \"ledger" },
        { "\"ledger\": null", "\"ledger\": \"a\"" },
        { "\"170141183460469231731687303715884105727\"", "\"170141183460469231731687303715884105728\"" },
        { "\"floor\": \"-1\"", "\"floor\": \"-0\"" },
        { "\"floor\": \"-1\"", "\"floor\": \"- 1\"" },
        { "\\\"leg", "\\u0022leg" },
        { "/\u007f", "\\/\u007f" },
        { "𝄞", "\\ud834\\udd1e" },
        { "𝄞", "\\ud834" },
        { "\\u0001", "\u0001" },
        { "\"algorithm\": 1", "\"algorithm\": 6" },
        { "\"reset\": false", "\"reset\": 0" },
        { "\"path\": []", "\"path\": [ ]" },
        { "\"path\": []", "\"path\": [\n        null\n      ]" },
        { "\"consistency\": \"\"\n}\n", "\"consistency\": \"\"\n}" },
        { "\"consistency\": \"\"\n}\n", "\"consistency\": \"\"\n}\n\n" },
        { "\"consistency\": \"\"\n}\n", "\"consistency\": \"\"\n}\n{}" },
        { "\"consistency\": \"\"\n}\n", "\"consistency\": \"\",\n}\n" },
        { "\"consistency\": \"\"\n}\n", "" },
    };

    [Fact]
    public void A_file_is_read_and_written_back()
    {
        var bytes = Encoding.UTF8.GetBytes(File);
        Assert.True(SettlementProof.TryParse(bytes, out var proof, out var fault), fault?.Reason);
        Assert.Equal(File, Encoding.UTF8.GetString(proof.ToBytes()));
        Assert.Equal("\"leg\"\\\u0001\n\t\b\f\r/\u007f é\u2028𝄞", proof.Instructions[0].Statement.Id);
        Assert.Equal(Int128.MinValue, proof.States[0].Opened!.After.Balance);
        Assert.Equal((0, 1), (proof.Keys!.Opened[0].Path.Count, proof.Instructions[0].Path!.Count));
        Assert.Null(proof.States[0].Path);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Every_other_spelling_is_refused(string text, string by)
    {
        Assert.Contains(text, File, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(File.Replace(text, by, StringComparison.Ordinal));
        Assert.False(SettlementProof.TryParse(bytes, out _, out var fault));
        Assert.Equal(by.Contains('\u0001', StringComparison.Ordinal) ? "V1" : "V22", fault.Code);
    }

    [Fact]
    public void Limits_come_first()
    {
        byte[][] beyond = [new byte[SettlementProof.BytesMax + 1], [0xff], [(byte)'\t'], [0xef, 0xbb]];
        foreach (var bytes in beyond)
        {
            Assert.False(SettlementProof.TryParse(bytes, out _, out var fault));
            Assert.Equal(ProofStep.Limits, fault.Step);
        }

        foreach (var text in new[] { "", "{", "[]", "null", "{}", "\ufeff{}", new string('[', 100_000) })
        {
            Assert.False(SettlementProof.TryParse(Encoding.UTF8.GetBytes(text), out _, out var fault));
            Assert.Equal(ProofStep.SettlementFile, fault.Step);
        }
    }
}
