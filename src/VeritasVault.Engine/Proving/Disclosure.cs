using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// Opens of a settlement's lists what a view allows. A list that is opened in full is whole; of any other each
/// element has
/// its path. The settlement's secret never leaves: only the salts of opened elements do.
/// </summary>
internal sealed class Disclosure(LedgerState state, DecisionStatements decision, ProofView view)
{
    private readonly int _participant = view is ProofView.ParticipantView { Participant: var participant }
        ? state.Participants.IndexOf(participant)
        : -1;

    public IReadOnlyList<OpenedInstruction> Instructions()
    {
        var opened = Places(decision.Transaction.Count, OpensLeg);
        return Open(
            decision.Transaction.Leaves,
            opened,
            (place, path) => new OpenedInstruction(decision.Transaction.Instructions[place], path));
    }

    public IReadOnlyList<OpenedState> States()
    {
        var opened = Places(decision.States.Count, OpensState);
        return Open(
            decision.States.Leaves,
            opened,
            (place, path) => new OpenedState(decision.States.States[place], PositionAt(place), path));
    }

    public IReadOnlyList<OpenedSignature> Signatures()
    {
        var opened = Places(decision.Signatures.Count, OpensSignature);
        return Open(
            decision.Signatures.Leaves,
            opened,
            (place, path) => new OpenedSignature(decision.Signatures.Signatures[place], BatchPathAt(place), path));
    }

    /// <summary>The keys, by index, of the signatures that are opened.</summary>
    public IEnumerable<int> SignersKeys() => Places(decision.Signatures.Count, OpensSignature)
        .Select(place => decision.Signatures.Approvals[place].KeyIndex);

    /// <summary>The terms: closed to who does not see all accounts that they name.</summary>
    public TermsStatement? Terms()
    {
        var terms = decision.Transaction.Terms;
        if (view is ProofView.WholeView)
        {
            return terms;
        }

        if (view is not ProofView.ParticipantView)
        {
            return null;
        }

        var seen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var place in Places(decision.Transaction.Count, OpensLeg))
        {
            seen.Add(decision.Transaction.Instructions[place].DebitAccount);
            seen.Add(decision.Transaction.Instructions[place].CreditAccount);
        }

        return terms.ExpectedVersions.All(expected => seen.Contains(expected.Account)) ? terms : null;
    }

    private static List<int> Places(int count, Func<int, bool> opens)
    {
        var places = new List<int>();
        for (var place = 0; place < count; place++)
        {
            if (opens(place))
            {
                places.Add(place);
            }
        }

        return places;
    }

    private static List<TOpened> Open<TOpened>(
        ReadOnlySpan<Hash32> leaves, List<int> places, Func<int, Hash32[]?, TOpened> open)
    {
        var opened = new List<TOpened>(places.Count);
        var isWhole = places.Count == leaves.Length;
        var tree = new DenseTree(MessageHasher.Best);
        tree.Append(isWhole ? [] : leaves);
        foreach (var place in places)
        {
            opened.Add(open(place, isWhole ? null : tree.InclusionPath(place)));
        }

        return opened;
    }

    private bool OpensLeg(int place) => view switch
    {
        ProofView.ParticipantView => Owns(decision.Transaction.Instructions[place].DebitAccount)
            || Owns(decision.Transaction.Instructions[place].CreditAccount),
        ProofView.LegsView legs => legs.Positions.Contains(place),
        _ => true,
    };

    private bool OpensSignature(int place)
    {
        var signer = decision.Signatures.Signatures[place].Participant;
        for (var leg = 0; leg < decision.Transaction.Count; leg++)
        {
            ref readonly var instruction = ref decision.Transaction.Instructions[leg];
            if ((instruction.Authoriser == signer || instruction.CreditAuthoriser == signer) && OpensLeg(leg))
            {
                return true;
            }
        }

        return false;
    }

    // The path may come from hashes that the block stores and nobody has checked since they were read.
    private Hash32[]? BatchPathAt(int place)
    {
        if (decision.Signatures.Approvals[place].Batch is not { } batch)
        {
            return null;
        }

        var path = Array.ConvertAll(batch.Path, hash => hash.ToHash32());
        var leaf = ApprovalStatement.LeafHash(decision.Transaction.TransactionHash);
        return MerkleProof.TryRoot(leaf, batch.Index, batch.Count, path, out var root)
            && root == decision.Signatures.Signatures[place].Batch?.Root
            ? path
            : throw new RecordFormatException("the stored path of an approval does not lead to what was signed");
    }

    private bool OpensState(int place) => view switch
    {
        ProofView.ParticipantView => Owns(decision.States.After[place].Account),
        ProofView.LegsView => false,
        _ => true,
    };

    private bool Owns(string account) =>
        AccountId.TryParse(account, out var id) && state.Accounts.Find(id) is { } found
        && found.OwnerIndex == _participant;

    private OpenedPosition PositionAt(int place)
    {
        ref readonly var before = ref decision.States.Before[place];
        ref readonly var after = ref decision.States.After[place];
        return new OpenedPosition(after.Account, after.Asset, PositionVersion.Of(before), PositionVersion.Of(after));
    }
}
