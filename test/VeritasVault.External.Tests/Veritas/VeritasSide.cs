using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.External.Veritas;
using VeritasVault.Storage;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>A whole ledger on the other side, on threads of its own: an issuer of euros, and a coordinator that owns
/// the accounts of its clients there.</summary>
internal sealed class VeritasSide : IAsyncDisposable
{
    public static readonly ActorId Operator = ActorId.Local("operator");
    public static readonly ActorId Coordinator = ActorId.Local("coordinator");

    private static readonly AccountId Mint = AccountId.Parse("mint");

    private VeritasSide(SettlementLedger ledger) => Ledger = ledger;

    public SettlementLedger Ledger { get; }

    public LedgerView View => Ledger.View;

    public static async Task<VeritasSide> OpenAsync(ILedgerStore? store = null)
    {
        var options = new LedgerOptions
        {
            CreateAs = new LedgerCreation { Name = "other" },
            Key = SigningKey.FromSeed(new byte[SigningKey.SeedSize]),
        };
        var side = new VeritasSide(
            await SettlementLedger.OpenAsync(store ?? MemoryLedgerStore.Open(new MemoryDisk()), options));
        await side.RegisterAsync("mint");
        await side.RegisterAsync("coordinator");
        await side.GiveAsync(new PermitCoordination
        {
            Id = NewId(),
            Actor = Operator,
            Participant = ParticipantId.Parse("coordinator"),
            IsPermitted = true,
        });
        await side.OpenAsync(Mint, "mint");
        await side.GiveAsync(new RegisterAsset
        {
            Id = NewId(),
            Actor = Operator,
            Asset = Samples.Euro,
            Issuer = Mint,
            Scale = 0,
        });
        return side;
    }

    public static CommandId NewId() => CommandId.From(Guid.CreateVersion7());

    public VeritasLedger Adapter(ActorId? coordinator = null) =>
        new(Ledger, new VeritasLedgerOptions { Coordinator = coordinator ?? Coordinator });

    public Task RegisterAsync(string participant, ConsentPolicy policy = ConsentPolicy.Implied) =>
        GiveAsync(new RegisterParticipant
        {
            Id = NewId(),
            Actor = Operator,
            Participant = ParticipantId.Parse(participant),
            Policy = policy,
        });

    public Task OpenAsync(AccountId account, string owner) => GiveAsync(new OpenAccount
    {
        Id = NewId(),
        Actor = Operator,
        Account = account,
        Owner = ParticipantId.Parse(owner),
    });

    public Task SetStatusAsync(AccountId account, AccountStatus status) => GiveAsync(new SetAccountStatus
    {
        Id = NewId(),
        Actor = Operator,
        Account = account,
        Status = status,
    });

    public async Task GiveAsync(LedgerCommand command) =>
        Assert.Equal(OutcomeCode.Applied, (await Ledger.ExecuteAsync(command)).Code);

    /// <summary>Opens the account when there is none, and issues or redeems the difference.</summary>
    public async Task SetBalanceAsync(AccountId account, AssetId asset, Int128 balance, string owner = "coordinator")
    {
        if (View.Account(account) is null)
        {
            await OpenAsync(account, owner);
        }

        var more = balance - BalanceOf(account, asset);
        if (more == 0)
        {
            return;
        }

        var paid = await Ledger.SettleAsync(
            new SettlementRequest
            {
                Id = new SettlementId(NewId().Bits),
                Legs = [more > 0 ? new(Mint, account, asset, more) : new(account, Mint, asset, -more)],
            },
            Operator);
        Assert.Equal(OutcomeCode.Settled, paid.Code);
    }

    public Int128 BalanceOf(AccountId account, AssetId asset) =>
        View.Positions(account, asset) is [var position] ? position.Balance : 0;

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}
