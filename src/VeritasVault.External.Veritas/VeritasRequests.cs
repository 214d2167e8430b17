using System.Security.Cryptography;
using VeritasVault.Core;

namespace VeritasVault.External.Veritas;

/// <summary>Makes the settlement that an operation is at the other ledger.</summary>
internal sealed class VeritasRequests(IVeritasCalls calls, VeritasLedgerOptions options)
{
    private static readonly SettlementTerms Binding = new()
    {
        Prepare = PrepareMode.Binding,
        OnShortage = OnShortage.Fail,
    };

    public async Task<SettlementRequest> MakeAsync(ForeignOperation operation, CancellationToken token)
    {
        var legs = new Instruction[operation.Transfers.Count];
        for (var i = 0; i < legs.Length; i++)
        {
            legs[i] = await LegOfAsync(operation.Transfers[i], token).ConfigureAwait(false);
        }

        var isSigned = Array.Exists(legs, leg => !leg.Authoriser.IsEmpty || !leg.CreditAuthoriser.IsEmpty);
        Hash256? secret = isSigned ? Hash256.Read(RandomNumberGenerator.GetBytes(Hash256.Size)) : null;
        var unsigned = Make(operation, legs, secret, []);
        return isSigned && options.Approvals is { } sign
            ? Make(operation, legs, secret, await sign(unsigned, token).ConfigureAwait(false))
            : unsigned;
    }

    // The deadline bounds the waiting there only: what is prepared outlives it.
    private static SettlementRequest Make(
        ForeignOperation operation, Instruction[] legs, Hash256? secret, Approval[] approvals) => new()
        {
            Id = VeritasIds.SettlementOf(operation.Id),
            Legs = legs,
            Terms = Binding,
            Deadline = operation.HoldUntil,
            Reference = operation.Id.ToString(),
            Secret = secret,
            Approvals = approvals,
        };

    private async Task<Instruction> LegOfAsync(ForeignTransfer transfer, CancellationToken token)
    {
        var leg = new Instruction(transfer.From, transfer.To, transfer.Asset, transfer.Quantity);
        if (await calls.AccountAsync(transfer.From, token).ConfigureAwait(false) is { } from)
        {
            var debited = await calls.ParticipantAsync(from.Owner, token).ConfigureAwait(false);
            leg = leg with
            {
                Ledger = from.Ledger ?? default,
                Authoriser = debited is { Policy: ConsentPolicy.Signed } ? from.Owner : default,
            };
        }

        if (await calls.AccountAsync(transfer.To, token).ConfigureAwait(false) is { } to)
        {
            var credited = await calls.ParticipantAsync(to.Owner, token).ConfigureAwait(false);
            leg = leg with
            {
                CreditAuthoriser = credited is { Policy: ConsentPolicy.Signed, ConsentsToCredits: true }
                    ? to.Owner : default,
            };
        }

        return leg;
    }
}
