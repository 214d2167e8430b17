using System.Globalization;
using System.Text.Json;

namespace VeritasVault.Proofs;

/// <summary>
/// Reads settlement files: the members in the order of spec/proof-files.md, each value in its form. What this lets
/// pass and the writer spells otherwise is found by writing it again.
/// </summary>
internal ref partial struct SettlementProofReader
{
    private StrictJson _json;

    private SettlementProofReader(ReadOnlySpan<byte> bytes) => _json = new StrictJson(bytes);

    /// <summary>Null with a reason when the bytes are not of the form.</summary>
    internal static SettlementProof? ReadOrNull(ReadOnlySpan<byte> bytes, out string reason)
    {
        try
        {
            var reader = new SettlementProofReader(bytes);
            reason = "";
            return reader.ReadProof();
        }
        catch (ProofFormatException refused)
        {
            reason = refused.Message;
        }
        catch (JsonException refused)
        {
            // Its own message repeats what it found.
            reason = string.Create(
                CultureInfo.InvariantCulture, $"the file is not JSON (line {refused.LineNumber + 1})");
        }

        return null;
    }

    private SettlementProof ReadProof()
    {
        _json.BeginObject();
        Expect("format"u8, SettlementProof.Format);
        var outcome = Text("outcome"u8);
        var origin = Origin("origin"u8);
        var id = Uuid("settlementId"u8);
        var timestamp = Long("timestamp"u8);
        var hash = Hash("transactionHash"u8);
        var failure = ReadFailure();
        if (outcome != (failure is null ? SettlementProofWriter.Settled : SettlementProofWriter.Failed))
        {
            throw _json.Refuse("the outcome does not fit the failure");
        }

        var proof = new SettlementProof(
            ReadTransaction(origin, id),
            timestamp,
            hash,
            failure,
            ReadTerms(),
            ReadInstructions(),
            ReadStates(),
            ReadSignatures(),
            ReadReference(),
            Text("proof"u8),
            TextOrNull("headerProof"u8),
            ReadKeys(),
            TextOrNull("consistency"u8));
        _json.EndObject();
        _json.End();
        return proof;
    }

    private FailureReason? ReadFailure()
    {
        _json.Name("failure"u8);
        if (!_json.TryObject())
        {
            return null;
        }

        var failure = new FailureReason(
            Number("category"u8), Number("code"u8), Number("stage"u8), Number("attempt"u8));
        _json.EndObject();
        return failure;
    }

    private TransactionStatement ReadTransaction(string origin, Bytes16 id)
    {
        BeginObject("transaction"u8);
        var transaction = new TransactionStatement(
            origin,
            id,
            LongOrNull("notBefore"u8),
            LongOrNull("deadline"u8),
            Hash("nonce"u8),
            Hash("termsHash"u8),
            Hash("instructionsRoot"u8),
            Number("instructionCount"u8));
        _json.EndObject();
        return transaction;
    }

    private TermsStatement? ReadTerms()
    {
        _json.Name("terms"u8);
        if (!_json.TryObject())
        {
            return null;
        }

        var salt = ShortBytes("salt"u8);
        var kind = Number("kind"u8);
        var isolation = Number("isolation"u8);
        var onShortage = Number("onShortage"u8);
        var prepareMode = Number("prepareMode"u8);
        var terms = new TermsStatement(
            salt,
            kind,
            onShortage,
            Number("consent"u8),
            ReadExpectedVersions(),
            UuidOrNull("replaces"u8),
            HashOrNull("metadataHash"u8))
        {
            Isolation = isolation,
            PrepareMode = prepareMode,
            Recovery = ReadRecovery(),
        };
        _json.EndObject();
        return terms;
    }

    private RecoveryStatement? ReadRecovery()
    {
        _json.Name("recovery"u8);
        if (!_json.TryObject())
        {
            return null;
        }

        var recovery = new RecoveryStatement(Number("tries"u8), Number("delayMs"u8), Number("delayMaxMs"u8));
        _json.EndObject();
        return recovery;
    }

    private List<ExpectedVersionStatement> ReadExpectedVersions()
    {
        var list = new List<ExpectedVersionStatement>();
        BeginList("expectedVersions"u8);
        while (_json.TryObjectInList())
        {
            list.Add(new ExpectedVersionStatement(Id("account"u8), IdOrNull("asset"u8), Long("version"u8)));
            _json.EndObject();
        }

        return list;
    }

    private List<OpenedInstruction> ReadInstructions()
    {
        var list = new List<OpenedInstruction>();
        BeginList("instructions"u8);
        while (_json.TryObjectInList())
        {
            var position = Number("position"u8);
            var salt = ShortBytes("salt"u8);
            var id = Text("id"u8);
            var kind = Number("kind"u8);
            var ledger = IdOrNull("ledger"u8);
            var instruction = new InstructionStatement(
                position,
                salt,
                id,
                Id("debitAccount"u8),
                Id("creditAccount"u8),
                Id("asset"u8),
                Amount("quantity"u8),
                IdOrNull("authoriser"u8),
                IdOrNull("creditAuthoriser"u8))
            {
                Ledger = ledger,
            };
            if (kind != instruction.Kind)
            {
                throw new ProofFormatException("a leg is of another kind", 0);
            }

            list.Add(new OpenedInstruction(instruction, PathOrNull()));
            _json.EndObject();
        }

        return list;
    }

    private List<OpenedState> ReadStates()
    {
        var list = new List<OpenedState>();
        BeginList("states"u8);
        while (_json.TryObjectInList())
        {
            var state = new StateStatement(
                Number("position"u8),
                Long("positionIndex"u8),
                Long("versionAfter"u8),
                Hash("preHash"u8),
                Hash("postHash"u8));
            list.Add(new OpenedState(state, ReadPosition(), PathOrNull()));
            _json.EndObject();
        }

        return list;
    }

    private OpenedPosition? ReadPosition()
    {
        _json.Name("opened"u8);
        if (!_json.TryObject())
        {
            return null;
        }

        var position = new OpenedPosition(
            Id("account"u8), Id("asset"u8), ReadVersion("before"u8), ReadVersion("after"u8));
        _json.EndObject();
        return position;
    }

    private PositionVersion ReadVersion(ReadOnlySpan<byte> name)
    {
        BeginObject(name);
        var version = new PositionVersion(
            Amount("balance"u8), Amount("reserved"u8), AmountOrNull("floor"u8), ShortBytes("salt"u8));
        _json.EndObject();
        return version;
    }

    private List<OpenedSignature> ReadSignatures()
    {
        var list = new List<OpenedSignature>();
        BeginList("signatures"u8);
        while (_json.TryObjectInList())
        {
            var position = Number("position"u8);
            var participant = Id("participant"u8);
            var keyId = ShortBytes("keyId"u8);
            Expect("algorithm"u8, KeyStatements.Ed25519);
            var bytes = Hex("signature"u8, Ed25519Rule.SignatureSize);
            var (batch, batchPath) = ReadBatch();
            var signature = new SignatureStatement(
                position, participant, keyId, KeyStatements.Ed25519, bytes, batch);
            list.Add(new OpenedSignature(signature, batchPath, PathOrNull()));
            _json.EndObject();
        }

        return list;
    }

    private (BatchReference? Batch, Hash32[]? Path) ReadBatch()
    {
        _json.Name("batch"u8);
        if (!_json.TryObject())
        {
            return (null, null);
        }

        var batch = new BatchReference(Number("index"u8), Number("count"u8), Hash("root"u8));
        var path = Path();
        _json.EndObject();
        return (batch, path);
    }

    private BlockReference ReadReference()
    {
        BeginObject("blockReference"u8);
        var reference = new BlockReference(
            Origin("origin"u8), Long("blockNo"u8), Long("index"u8), Long("size"u8), Hash("root"u8));
        _json.EndObject();
        return reference;
    }

    private OpenedKeys? ReadKeys()
    {
        _json.Name("keys"u8);
        if (!_json.TryObject())
        {
            return null;
        }

        BeginObject("registry"u8);
        var registry = new RegistryStatement(
            Long("participantCount"u8), Hash("participantsRoot"u8), Long("keyCount"u8), Hash("keysRoot"u8),
            Long("assetCount"u8), Hash("assetsRoot"u8), Long("accountCount"u8), Hash("accountsRoot"u8),
            Long("limitCount"u8), Hash("limitsRoot"u8));
        _json.EndObject();
        var opened = new List<OpenedKey>();
        BeginList("opened"u8);
        while (_json.TryObjectInList())
        {
            opened.Add(new OpenedKey(ReadKey(), Path()));
            _json.EndObject();
        }

        _json.EndObject();
        return new OpenedKeys(registry, opened);
    }

    private RegistryKeyStatement ReadKey()
    {
        var index = Long("index"u8);
        var salt = ShortBytes("salt"u8);
        var version = Long("version"u8);
        var participant = Id("participant"u8);
        Expect("algorithm"u8, KeyStatements.Ed25519);
        var publicKey = Hex("publicKey"u8, Ed25519Rule.PublicKeySize);
        var validFrom = Long("validFrom"u8);
        var validUntil = LongOrNull("validUntil"u8);
        var revokedAt = LongOrNull("revokedAt"u8);
        var previous = ShortBytesOrNull("previousKeyId"u8);
        var endorsement = HexOrNull("endorsement"u8, Ed25519Rule.SignatureSize);
        _json.Name("reset"u8);
        return new RegistryKeyStatement(
            index, salt, version, participant, KeyStatements.Ed25519, publicKey, validFrom, validUntil, revokedAt,
            previous, endorsement, _json.Flag());
    }
}
