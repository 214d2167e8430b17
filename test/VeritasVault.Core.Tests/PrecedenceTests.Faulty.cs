namespace VeritasVault.Core.Tests;

/// <summary>The submission with which the precedence is proven.</summary>
public sealed partial class PrecedenceTests
{
    /// <summary>A submission with every fault at once; each member mended takes one away.</summary>
    private sealed class Faulty
    {
        public SettlementId Id { get; set; }

        public ActorId Actor { get; set; }

        public AccountId Name { get; set; }

        public string Reference { get; set; } = LongText;

        public int LegCount { get; set; } = 6;

        public bool SameLegIds { get; set; } = true;

        public Int128 Negative { get; set; } = -1;

        public Int128 Zero { get; set; }

        public Int128 Large { get; set; } = Int128.MaxValue;

        public Timestamp? NotBefore { get; set; } = new(60);

        public Timestamp? Deadline { get; set; } = new(50);

        public SettlementId? Replaces { get; set; } = default(SettlementId);

        public AssetId Asset { get; set; } = Nothing;

        public AccountId ClosedAccount { get; set; } = Closed;

        public AccountId FrozenAccount { get; set; } = Frozen;

        public AccountId Payer { get; set; } = Alice;

        public Int128 Issued { get; set; } = 1_000;

        public AccountId Receiver { get; set; } = AccountId.Parse("alice.full");

        public long Version { get; set; } = 9;

        public bool Overflows { get; set; }

        public SettlementRequest Build()
        {
            Instruction[] faults =
            [
                new(Name, Vault, Asset, Negative),
                new(ClosedAccount, FrozenAccount, Usd, Zero),
                new(Payer, Payer == Vault ? Alice : Vault, Usd, Payer == Vault ? Issued : Large),
                new(Vault, Receiver, Usd, Payer == Vault ? 2 : Large),
                new(Vault, AccountId.Parse("bob.cash"), Usd, Payer == Vault ? 1 : Large),
                new(Payer, Vault, Usd, 1),
            ];
            var legs = Enumerable.Range(0, LegCount).Select(i => faults[i % faults.Length] with
            {
                Id = InstructionId.Parse(SameLegIds ? "same" : $"leg-{i}"),
            });
            return new SettlementRequest
            {
                Id = Id,
                Legs = [.. legs],
                Reference = Reference,
                NotBefore = NotBefore,
                Deadline = Deadline,
                Terms = new SettlementTerms
                {
                    Replaces = Replaces,
                    ExpectedVersions = [new(AccountId.Parse("carol.cash"), null, Version)]
                },
            };
        }

        public SettlementRequest BuildOverflow(UInt128 id) => new()
        {
            Id = new SettlementId(id),
            Legs = [new(Vault, Overflows ? Alice : Vault, Asset, 1)],
            Terms = new SettlementTerms { ExpectedVersions = [new(Alice, null, Version)] },
        };
    }
}
