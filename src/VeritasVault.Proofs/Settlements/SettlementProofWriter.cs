using System.Globalization;

namespace VeritasVault.Proofs;

/// <summary>Writes settlement files; the order of the calls is the order of spec/proof-files.md.</summary>
internal sealed class SettlementProofWriter
{
    internal const string Settled = "SETTLED";
    internal const string Failed = "FAILED";

    private readonly CanonicalJson _json = new();

    private SettlementProofWriter()
    {
    }

    internal static byte[] Write(SettlementProof proof)
    {
        var writer = new SettlementProofWriter();
        writer.WriteProof(proof);
        return writer._json.ToBytes();
    }

    private void WriteProof(SettlementProof proof)
    {
        _json.Begin('{');
        Text("format", SettlementProof.Format);
        Text("outcome", proof.Failure is null ? Settled : Failed);
        Text("origin", proof.Transaction.Origin);
        Text("settlementId", ProofTexts.Uuid(proof.Transaction.SettlementId));
        Long("timestamp", proof.Timestamp);
        Hash("transactionHash", proof.TransactionHash);
        WriteFailure(proof.Failure);
        WriteTransaction(proof.Transaction);
        WriteTerms(proof.Terms);
        List("instructions", proof.Instructions, WriteInstruction);
        List("states", proof.States, WriteState);
        List("signatures", proof.Signatures, WriteSignature);
        WriteReference(proof.BlockReference);
        Text("proof", proof.Proof);
        TextOrNull("headerProof", proof.HeaderProof);
        WriteKeys(proof.Keys);
        TextOrNull("consistency", proof.Consistency);
        _json.End('}');
    }

    private void WriteFailure(FailureReason? reason)
    {
        _json.Name("failure");
        if (reason is not { } failure)
        {
            _json.Null();
            return;
        }

        _json.Begin('{');
        Number("category", failure.Category);
        Number("code", failure.Code);
        Number("stage", failure.Stage);
        Number("attempt", failure.Attempt);
        _json.End('}');
    }

    private void WriteTransaction(TransactionStatement transaction)
    {
        _json.Name("transaction");
        _json.Begin('{');
        LongOrNull("notBefore", transaction.NotBefore);
        LongOrNull("deadline", transaction.Deadline);
        Hash("nonce", transaction.Nonce);
        Hash("termsHash", transaction.TermsHash);
        Hash("instructionsRoot", transaction.InstructionsRoot);
        Number("instructionCount", transaction.InstructionCount);
        _json.End('}');
    }

    private void WriteTerms(TermsStatement? terms)
    {
        _json.Name("terms");
        if (terms is null)
        {
            _json.Null();
            return;
        }

        _json.Begin('{');
        Text("salt", terms.Salt.ToString());
        Number("kind", terms.Kind);
        Number("isolation", terms.Isolation);
        Number("onShortage", terms.OnShortage);
        Number("prepareMode", terms.PrepareMode);
        Number("consent", terms.Consent);
        List("expectedVersions", terms.ExpectedVersions, expected =>
        {
            Text("account", expected.Account);
            TextOrNull("asset", expected.Asset);
            Long("version", expected.Version);
        });
        TextOrNull("replaces", terms.Replaces is { } id ? ProofTexts.Uuid(id) : null);
        TextOrNull("metadataHash", terms.MetadataHash?.ToString());
        WriteRecovery(terms.Recovery);
        _json.End('}');
    }

    private void WriteRecovery(RecoveryStatement? recovery)
    {
        _json.Name("recovery");
        if (recovery is not { } policy)
        {
            _json.Null();
            return;
        }

        _json.Begin('{');
        Number("tries", policy.Tries);
        Number("delayMs", policy.DelayMs);
        Number("delayMaxMs", policy.DelayMaxMs);
        _json.End('}');
    }

    private void WriteInstruction(OpenedInstruction opened)
    {
        var instruction = opened.Statement;
        Number("position", instruction.Position);
        Text("salt", instruction.Salt.ToString());
        Text("id", instruction.Id);
        Number("kind", instruction.Kind);
        TextOrNull("ledger", instruction.Ledger);
        Text("debitAccount", instruction.DebitAccount);
        Text("creditAccount", instruction.CreditAccount);
        Text("asset", instruction.Asset);
        Amount("quantity", instruction.Quantity);
        TextOrNull("authoriser", instruction.Authoriser);
        TextOrNull("creditAuthoriser", instruction.CreditAuthoriser);
        Path(opened.Path);
    }

    private void WriteState(OpenedState opened)
    {
        var state = opened.Statement;
        Number("position", state.Position);
        Long("positionIndex", state.PositionIndex);
        Long("versionAfter", state.VersionAfter);
        Hash("preHash", state.PreHash);
        Hash("postHash", state.PostHash);
        _json.Name("opened");
        if (opened.Opened is { } position)
        {
            _json.Begin('{');
            Text("account", position.Account);
            Text("asset", position.Asset);
            WriteVersion("before", position.Before);
            WriteVersion("after", position.After);
            _json.End('}');
        }
        else
        {
            _json.Null();
        }

        Path(opened.Path);
    }

    private void WriteVersion(string name, PositionVersion version)
    {
        _json.Name(name);
        _json.Begin('{');
        Amount("balance", version.Balance);
        Amount("reserved", version.Reserved);
        TextOrNull("floor", version.Floor?.ToString(CultureInfo.InvariantCulture));
        Text("salt", version.Salt.ToString());
        _json.End('}');
    }

    private void WriteSignature(OpenedSignature opened)
    {
        var signature = opened.Statement;
        Number("position", signature.Position);
        Text("participant", signature.Participant);
        Text("keyId", signature.KeyId.ToString());
        Number("algorithm", signature.Algorithm);
        Hex("signature", signature.Signature);
        _json.Name("batch");
        if (signature.Batch is { } batch)
        {
            _json.Begin('{');
            Number("index", batch.Index);
            Number("count", batch.Count);
            Hash("root", batch.Root);
            Path(opened.BatchPath ?? []);
            _json.End('}');
        }
        else
        {
            _json.Null();
        }

        Path(opened.Path);
    }

    private void WriteReference(BlockReference reference)
    {
        _json.Name("blockReference");
        _json.Begin('{');
        Text("origin", reference.Origin);
        Long("blockNo", reference.BlockNo);
        Long("index", reference.Index);
        Long("size", reference.Size);
        Hash("root", reference.Root);
        _json.End('}');
    }

    private void WriteKeys(OpenedKeys? keys)
    {
        _json.Name("keys");
        if (keys is null)
        {
            _json.Null();
            return;
        }

        _json.Begin('{');
        WriteRegistry(keys.Registry);
        List("opened", keys.Opened, WriteKey);
        _json.End('}');
    }

    private void WriteRegistry(RegistryStatement registry)
    {
        _json.Name("registry");
        _json.Begin('{');
        Tree("participant", registry.ParticipantCount, registry.ParticipantsRoot);
        Tree("key", registry.KeyCount, registry.KeysRoot);
        Tree("asset", registry.AssetCount, registry.AssetsRoot);
        Tree("account", registry.AccountCount, registry.AccountsRoot);
        Tree("limit", registry.LimitCount, registry.LimitsRoot);
        _json.End('}');
    }

    private void Tree(string element, long count, in Hash32 root)
    {
        Long(element + "Count", count);
        Hash(element + "sRoot", root);
    }

    private void WriteKey(OpenedKey opened)
    {
        var key = opened.Statement;
        Long("index", key.Index);
        Text("salt", key.Salt.ToString());
        Long("version", key.Version);
        Text("participant", key.Participant);
        Number("algorithm", key.Algorithm);
        Hex("publicKey", key.PublicKey);
        Long("validFrom", key.ValidFrom);
        LongOrNull("validUntil", key.ValidUntil);
        LongOrNull("revokedAt", key.RevokedAt);
        TextOrNull("previousKeyId", key.PreviousKeyId?.ToString());
        TextOrNull("endorsement", key.Endorsement is { } bytes ? Convert.ToHexStringLower(bytes.Span) : null);
        _json.Name("reset");
        _json.Flag(key.IsReset);
        Path(opened.Path);
    }

    private void List<T>(string name, IReadOnlyList<T> elements, Action<T> write)
    {
        _json.Name(name);
        _json.Begin('[');
        foreach (var element in elements)
        {
            _json.Begin('{');
            write(element);
            _json.End('}');
        }

        _json.End(']');
    }

    private void Path(IReadOnlyList<Hash32>? path)
    {
        _json.Name("path");
        if (path is null)
        {
            _json.Null();
            return;
        }

        _json.Begin('[');
        foreach (var hash in path)
        {
            _json.String(hash.ToString());
        }

        _json.End(']');
    }

    private void Text(string name, string value) => TextOrNull(name, value);

    private void TextOrNull(string name, string? value)
    {
        _json.Name(name);
        if (value is null)
        {
            _json.Null();
        }
        else
        {
            _json.String(value);
        }
    }

    private void Number(string name, int value)
    {
        _json.Name(name);
        _json.Number(value);
    }

    private void Long(string name, long value) => LongOrNull(name, value);

    private void LongOrNull(string name, long? value) =>
        TextOrNull(name, value?.ToString(CultureInfo.InvariantCulture));

    private void Amount(string name, Int128 value) => Text(name, value.ToString(CultureInfo.InvariantCulture));

    private void Hash(string name, in Hash32 value) => Text(name, value.ToString());

    private void Hex(string name, ReadOnlyMemory<byte> value) => Text(name, Convert.ToHexStringLower(value.Span));
}
