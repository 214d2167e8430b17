using System.Security.Cryptography;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>
/// Adds one participant's approvals to a file: secrets and authorisers first, for they are part of what is signed, and
/// never where they would make void what another has signed already.
/// </summary>
/// <param name="parser">Reads changed lines again.</param>
/// <param name="signer">Who signs.</param>
/// <param name="origin">For which ledger.</param>
/// <param name="authorise">The owners of accounts, to be named as authorisers of the legs that debit these where no
/// leg says so yet.</param>
internal sealed class FileSigner(
    NdjsonParser parser, ApprovalSigner signer, Origin origin, IReadOnlyDictionary<AccountId, ParticipantId> authorise)
{
    private readonly HashSet<AccountId> _debited = [];

    /// <summary>Signs each settlement by itself.</summary>
    /// <returns>How many were signed.</returns>
    /// <exception cref="CliException">A line cannot be signed; the file is of no use then.</exception>
    public int SignEach(SigningFile file)
    {
        var (signed, left) = (0, 0);
        SigningLine? head = null;
        foreach (var line in file.Lines)
        {
            if (line.Parsed.Batch is { } batch)
            {
                (head, left) = (line, batch.Count);
            }
            else if (line.Request is not null)
            {
                head = left-- > 0 ? head : null;
                Prepare(line, isForBatch: false, isSealed: head is not null);
                signed += SignLine(line, head) ? 1 : 0;
            }
        }

        CheckAuthorised();
        return signed;
    }

    /// <summary>Signs all settlements of the file as one batch.</summary>
    /// <returns>How many of them need the signature.</returns>
    /// <exception cref="CliException">The file holds no batch, or it cannot be signed.</exception>
    public int SignBatch(SigningFile file)
    {
        var batch = BatchShape.Of(file);
        var others = batch.Head?.Parsed.Batch!.Approvals.Any(one => one.Participant != signer.Participant) ?? false;
        foreach (var line in batch.Settlements)
        {
            Prepare(line, isForBatch: true, isSealed: others);
            if (Array.Exists(line.Request!.Approvals, approval => approval.Participant == signer.Participant))
            {
                throw line.Problem(
                    "ALREADY_SIGNED",
                    $"{signer.Participant} has signed it by itself already",
                    "Leave --batch out, or remove that approval.");
            }
        }

        CheckAuthorised();
        SettlementRequest[] requests = [.. batch.Settlements.Select(line => line.Request!)];
        var due = requests.Count(IsDue);
        if (due > 0)
        {
            Put(file, batch, signer.ApproveAll(origin, requests));
        }

        return due;
    }

    /// <summary>Brings a settlement into the form in which it is signed.</summary>
    private void Prepare(SigningLine line, bool isForBatch, bool isSealed)
    {
        var request = line.Request!;
        var places = JsonPlaces.OfSettlement(line.Bytes);
        var edits = new LineEdits();
        for (var i = 0; i < request.Legs.Length; i++)
        {
            Authorise(line, i, places, edits);
        }

        var isSigned = isForBatch || !edits.IsEmpty
            || Array.Exists(request.Legs, leg => !leg.Authoriser.IsEmpty || !leg.CreditAuthoriser.IsEmpty);
        if (request.Secret is null && isSigned)
        {
            var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Hash256.Size));
            edits.Insert(places.End, $",\"secret\":\"{secret}\"");
        }

        if (edits.IsEmpty)
        {
            return;
        }

        if (isSealed || Array.Exists(request.Approvals, approval => approval.Participant != signer.Participant))
        {
            throw line.Problem(
                "ALREADY_SIGNED",
                "a secret or an authoriser is missing, but adding it would make void what is signed already",
                "Let the first signer name all authorisers and the secret; start again from the unsigned file.");
        }

        line.Change(edits, parser);
    }

    private void Authorise(SigningLine line, int place, JsonPlaces places, LineEdits edits)
    {
        var leg = line.Request!.Legs[place];
        if (!authorise.TryGetValue(leg.From, out var owner))
        {
            return;
        }

        _debited.Add(leg.From);
        if (leg.Authoriser.IsEmpty)
        {
            edits.Insert(places.Legs[place].End.Value - 1, $",\"authoriser\":\"{owner}\"");
        }
        else if (leg.Authoriser != owner)
        {
            throw line.Problem(
                OutcomeCode.AuthoriserNotOwner.Name(),
                $"legs[{place}] names {leg.Authoriser} as the authoriser of {leg.From}",
                $"Leave {leg.From} out of --authorise, or correct the line.");
        }
    }

    private bool SignLine(SigningLine line, SigningLine? head)
    {
        var request = line.Request!;
        if (!IsDue(request))
        {
            return false;
        }

        if (head?.Parsed.Batch!.Approvals.Any(one => one.Participant == signer.Participant) ?? false)
        {
            throw line.Problem(
                "ALREADY_SIGNED",
                $"it is in the batch of line {head.Number}, which {signer.Participant} has signed",
                "Nothing is to be done, or sign the batch anew with --batch.");
        }

        var approval = signer.Approve(origin, request);
        var earlier = Array.FindIndex(request.Approvals, one => one.Participant == signer.Participant);
        var edits = new LineEdits();
        edits.PutApproval(JsonPlaces.OfSettlement(line.Bytes), earlier, JsonOf(approval.Key, approval.Signature));
        line.Change(edits, parser);
        return true;
    }

    private void Put(SigningFile file, BatchShape batch, BatchApproval approval)
    {
        var json = JsonOf(approval.Key, approval.Signature);
        if (batch.Head is { } head)
        {
            var earlier = Array.FindIndex(
                head.Parsed.Batch!.Approvals, one => one.Participant == signer.Participant);
            var edits = new LineEdits();
            edits.PutApproval(JsonPlaces.OfBatchHeader(head.Bytes), earlier, json);
            head.Change(edits, parser);
            return;
        }

        var line = $$$"""{"approveBatch":{"count":{{{batch.Settlements.Length}}},"approvals":[{{{json}}}]}}""";
        var bytes = System.Text.Encoding.UTF8.GetBytes(line);
        file.Lines.Insert(
            file.Lines.IndexOf(batch.Settlements[0]), new SigningLine(0, bytes, parser.Parse(bytes)));
    }

    private bool IsDue(SettlementRequest request) => Array.Exists(
        request.Legs, leg => leg.Authoriser == signer.Participant || leg.CreditAuthoriser == signer.Participant);

    private void CheckAuthorised()
    {
        foreach (var account in authorise.Keys)
        {
            if (!_debited.Contains(account))
            {
                throw new CliException(
                    ExitCode.BadInput,
                    "NOTHING_TO_SIGN",
                    $"--authorise names {account}, which no leg of the file debits.",
                    "Name accounts that stand under \"from\".");
            }
        }
    }

    private string JsonOf(KeyId key, Signature signature) =>
        $$"""{"participant":"{{signer.Participant}}","keyId":"{{key}}","signature":"{{signature}}"}""";
}
