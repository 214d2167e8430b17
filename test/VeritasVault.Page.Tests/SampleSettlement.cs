using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using static VeritasVault.Page.Tests.SampleBytes;

namespace VeritasVault.Page.Tests;

/// <summary>Seals a trade in a block of its own and gives its files.</summary>
internal sealed class SampleSettlement
{
    private static readonly JsonSerializerOptions OneSpelling = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SampleLedger _ledger;
    private readonly SampleTrade _trade;
    private readonly SampleList _legs = new();
    private readonly SampleList _states = new();
    private readonly SampleList _signatures = new();
    private readonly byte[] _id;
    private readonly byte[] _terms;
    private readonly byte[] _nonce = Made("nonce");
    private readonly byte[] _transaction;

    private readonly Func<byte[], byte[]> _bendSignature;

    /// <summary>Signatures may be spoilt before they are sealed.</summary>
    public SampleSettlement(SampleLedger ledger, SampleTrade trade, Func<byte[], byte[]>? bendSignature = null)
    {
        (_ledger, _trade, _bendSignature) = (ledger, trade, bendSignature ?? (signature => signature));
        _id = Convert.FromHexString(trade.Id.Replace("-", "", StringComparison.Ordinal));
        foreach (var leg in trade.Legs)
        {
            AddLeg(leg);
        }

        _terms = Hash(Statement(
            "settle/terms/v1", Salt("terms"), 1, 0, 0, 0, 0, Expected(), new object[] { 10, 200, 30_000 }, null,
            null));
        _transaction = Hash(Statement(
            "settle/tx/v1", ledger.Origin, _id, trade.NotBefore, trade.Deadline, _nonce, _terms, _legs.Root,
            _legs.Count, null, 0));
        Array.ForEach(trade.States, AddState);
        Array.ForEach(trade.Signers, AddSignature);
        Index = ledger.Size;
        BlockNo = ledger.BlockNo;
        ledger.Append(Entry());
        ledger.AppendCommand(trade.SettledAt);
        ledger.EndBlock(trade.SettledAt + 5, trade.BendBlock);
        Size = ledger.Size;
    }

    public int Index { get; }

    public int BlockNo { get; }

    public int Size { get; }

    public JsonObject Whole() => File(_legs.Whole(), _states.Whole(), _signatures.Whole());

    /// <summary>Opens the legs, states and signatures at these positions; the other states are not listed.</summary>
    public JsonObject InPart(int[] legs, int[] states, int[] signatures)
    {
        var file = File(_legs.Some(legs), _states.Some(states), _signatures.Some(signatures));
        file["terms"] = null;
        if (signatures.Length == 0)
        {
            file["keys"] = null;
        }
        else
        {
            var signers = signatures.Select(i => _trade.Signers[i].Key);
            file["keys"]!["opened"] = Keys(_trade.Opened ?? [.. signers]);
        }

        return file;
    }

    public static string Text(JsonNode file) => file.ToJsonString(OneSpelling) + "\n";

    public string Text() => Text(Whole());

    private static object[] Expected() => [new object[] { "alice-cash", "USD", 3 }];

    private static JsonObject Side(Int128 balance, Int128 reserved, Int128? floor, byte[] salt) => new()
    {
        ["balance"] = $"{balance}",
        ["reserved"] = $"{reserved}",
        ["floor"] = floor is { } least ? $"{least}" : null,
        ["salt"] = Hex(salt),
    };

    private void AddLeg(SampleLeg leg)
    {
        var position = _legs.Count;
        var salt = Salt($"leg {position}");
        var id = $"{position + 1}";
        _legs.Add(
            Statement(
                "settle/instruction/v1", position, salt, id, 1, null, leg.From, leg.To, leg.Asset, leg.Quantity,
                leg.Authoriser, leg.CreditAuthoriser, null),
            new JsonObject
            {
                ["position"] = position,
                ["salt"] = Hex(salt),
                ["id"] = id,
                ["kind"] = 1,
                ["ledger"] = null,
                ["debitAccount"] = leg.From,
                ["creditAccount"] = leg.To,
                ["asset"] = leg.Asset,
                ["quantity"] = $"{leg.Quantity}",
                ["authoriser"] = leg.Authoriser,
                ["creditAuthoriser"] = leg.CreditAuthoriser,
            });
    }

    private void AddState(SampleState state)
    {
        var position = _states.Count;
        var earlier = unchecked(state.Version - 1);
        byte[] SaltOf(ulong version) => Salt($"state {state.Index} {version}");
        byte[] Position(ulong version, Int128 balance, Int128 reserved) => Statement(
            "settle/position/v1", state.Account, state.Asset, state.Index, version, balance, reserved, state.Floor,
            SaltOf(version));
        var before = Hash(Position(earlier, state.Before, state.Reserved));
        var reserved = state.ReservedAfter ?? state.Reserved;
        var after = Hash(Position(state.Version, state.After, reserved));
        _states.Add(
            Statement("settle/state/v1", position, state.Index, state.Version, before, after),
            new JsonObject
            {
                ["position"] = position,
                ["positionIndex"] = $"{state.Index}",
                ["versionAfter"] = $"{state.Version}",
                ["preHash"] = Hex(before),
                ["postHash"] = Hex(after),
                ["opened"] = new JsonObject
                {
                    ["account"] = state.Account,
                    ["asset"] = state.Asset,
                    ["before"] = Side(state.Before, state.Reserved, state.Floor, SaltOf(earlier)),
                    ["after"] = Side(state.After, reserved, state.Floor, SaltOf(state.Version)),
                },
            });
    }

    private void AddSignature(SampleSigner signer)
    {
        var position = _signatures.Count;
        var approval = Statement("settle/approve/v1", _transaction);
        var (message, inBatch, batch) = signer.Batch is { } where ? Batch(approval, where) : (approval, null, null);
        var signature = _bendSignature(signer.Key.Key.Sign(_trade.Message(message)));
        _signatures.Add(
            Statement("settle/signature/v1", position, signer.Name, signer.Key.Key.Id, 1, signature, inBatch),
            new JsonObject
            {
                ["position"] = position,
                ["participant"] = signer.Name,
                ["keyId"] = Hex(signer.Key.Key.Id),
                ["algorithm"] = 1,
                ["signature"] = Hex(signature),
                ["batch"] = batch,
            });
    }

    /// <summary>What is signed for a batch whose other approvals are of transactions elsewhere.</summary>
    private static (byte[], object[], JsonObject) Batch(byte[] approval, (int Index, int Count) where)
    {
        byte[][] all =
        [
            .. Enumerable.Range(0, Math.Min(where.Count, 16)).Select(i =>
                i == where.Index ? approval : Statement("settle/approve/v1", Made($"transaction {i}"))),
        ];
        var root = Root(all);
        var path = where.Index < all.Length ? Path(where.Index, all) : [];
        return (
            Statement("settle/approve-batch/v1", where.Count, root),
            [where.Index, where.Count, root],
            new JsonObject
            {
                ["index"] = where.Index,
                ["count"] = where.Count,
                ["root"] = Hex(root),
                ["path"] = SampleLedger.Hashes(path),
            });
    }

    private byte[] Entry() => _trade.FailedWith is { } code
        ? Statement(
            "settle/failure/v1", _ledger.Origin, _id, Index, BlockNo, _trade.SettledAt, _transaction, code / 100, code,
            1, 1, null, 0)
        : Statement(
            "settle/settlement/v1", _ledger.Origin, _id, Index, BlockNo, _trade.SettledAt, _transaction, 0,
            _states.Root, _states.Count, _signatures.Root, _signatures.Count);

    private JsonArray Keys(SampleRegistration[] keys) =>
        [.. keys.OrderBy(_ledger.IndexOf).Select(_ledger.Open)];

    private JsonObject File(JsonArray legs, JsonArray states, JsonArray signatures) => new()
    {
        ["format"] = "settle/proof/v1",
        ["outcome"] = _trade.FailedWith is null ? "SETTLED" : "FAILED",
        ["origin"] = _ledger.Origin,
        ["settlementId"] = _trade.Id,
        ["timestamp"] = $"{_trade.SettledAt}",
        ["transactionHash"] = Hex(_transaction),
        ["failure"] = _trade.FailedWith is { } code
            ? new JsonObject { ["category"] = code / 100, ["code"] = code, ["stage"] = 1, ["attempt"] = 1 }
            : null,
        ["transaction"] = new JsonObject
        {
            ["notBefore"] = _trade.NotBefore?.ToString(null, null),
            ["deadline"] = _trade.Deadline?.ToString(null, null),
            ["nonce"] = Hex(_nonce),
            ["termsHash"] = Hex(_terms),
            ["instructionsRoot"] = Hex(_legs.Root),
            ["instructionCount"] = _legs.Count,
        },
        ["terms"] = Terms(),
        ["instructions"] = legs,
        ["states"] = states,
        ["signatures"] = signatures,
        ["blockReference"] = new JsonObject
        {
            ["origin"] = _ledger.Origin,
            ["blockNo"] = $"{BlockNo}",
            ["index"] = $"{Index}",
            ["size"] = $"{Size}",
            ["root"] = Hex(_ledger.RootAt(Size)),
        },
        ["proof"] = _ledger.Proof(Index, Size),
        ["headerProof"] = _ledger.Proof(Size - 1, Size),
        ["keys"] = signatures.Count == 0 ? null : new JsonObject
        {
            ["registry"] = _ledger.Registry(),
            ["opened"] = Keys(_trade.Opened ?? [.. _trade.Signers.Select(signer => signer.Key).Distinct()]),
        },
        ["consistency"] = null,
    };

    private static JsonObject Terms() => new()
    {
        ["salt"] = Hex(Salt("terms")),
        ["kind"] = 1,
        ["isolation"] = 0,
        ["onShortage"] = 0,
        ["prepareMode"] = 0,
        ["consent"] = 0,
        ["expectedVersions"] = new JsonArray(
            new JsonObject { ["account"] = "alice-cash", ["asset"] = "USD", ["version"] = "3" }),
        ["replaces"] = null,
        ["metadataHash"] = null,
        ["recovery"] = new JsonObject { ["tries"] = 10, ["delayMs"] = 200, ["delayMaxMs"] = 30_000 },
    };
}
