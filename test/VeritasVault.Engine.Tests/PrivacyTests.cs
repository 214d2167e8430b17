using System.Text;
using System.Text.RegularExpressions;
using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>A participant's view opens its own legs and nothing lets the others be guessed.</summary>
public sealed partial class PrivacyTests
{
    [Fact]
    public void Nothing_of_the_legs_of_others_stands_in_the_file()
    {
        using var rig = World();
        rig.Submit(Deal("bob", "carol", 777_777));
        var whole = Encoding.UTF8.GetString(rig.View.Prove(Sid(11), ProofView.Whole)!.Settlement);
        var view = ViewOfAlice(rig);
        foreach (var hidden in new[] { "carol", "777777" })
        {
            Assert.Contains(hidden, whole, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden, view, StringComparison.Ordinal);
        }

        // Of the salts of the whole file the view has those of what it opens: terms, its two legs, its position twice.
        var salts = Salt().Matches(whole).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(1 + 3 + (2 * 3), salts.Length);
        Assert.Equal(1 + 2 + 2, salts.Count(salt => view.Contains(salt, StringComparison.Ordinal)));
    }

    [Fact]
    public void Who_knows_everything_but_the_salt_cannot_confirm_a_guess_about_a_closed_leg()
    {
        using var rig = World();
        rig.Submit(Deal("bob", "carol", 777_777));
        var hashes = Hash().Matches(ViewOfAlice(rig)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(SettlementProof.TryParse(
            rig.View.Prove(Sid(11), ProofView.Whole)!.Settlement, out var whole, out _));
        var closed = whole.Instructions[1].Statement;
        var position = whole.States.Single(state => state.Opened!.Account == "carol");

        // The right leaf is there as a node of the path; the same guess with any salt that the view knows is not.
        Assert.Contains(LeafOf(closed), hashes);
        foreach (var salt in KnownSalts(ViewOfAlice(rig)))
        {
            Assert.DoesNotContain(LeafOf(closed with { Salt = salt }), hashes);
            var guess = position.Opened!.StatementAfter(position.Statement) with { Salt = salt };
            Assert.DoesNotContain(guess.Hash().ToString(), hashes);
        }
    }

    [Theory]
    [InlineData("bob", "carol", 777_777)]
    [InlineData("carol", "bob", 1)]
    [InlineData("carol", "bob", 400_000)]
    public void The_size_of_the_file_says_nothing_about_what_is_closed(string from, string to, long quantity)
    {
        using var first = World();
        first.Submit(Deal("bob", "carol", 500_000));
        using var second = World();
        second.Submit(Deal(from, to, quantity));
        Assert.Equal(ViewOfAlice(first).Length, ViewOfAlice(second).Length);
    }

    [Fact]
    public void Expected_versions_of_others_keep_the_terms_closed()
    {
        using var rig = World();
        var terms = new SettlementTerms
        {
            ExpectedVersions = [new ExpectedVersion(AccountId.Parse("carol"), AssetId.Parse("EUR"), 1)],
        };
        rig.Submit(Deal("bob", "carol", 5, terms));
        Assert.Contains("\"terms\": null", ViewOfAlice(rig), StringComparison.Ordinal);
    }

    private static LedgerRig World()
    {
        var rig = LedgerRig.WithWorld();
        rig.Submit(Settle(2, Leg("bank", "bob", "EUR", 1_000_000), Leg("bank", "carol", "EUR", 1_000_000)));
        return rig;
    }

    private static SettlementRequest Deal(string from, string to, Int128 quantity, SettlementTerms? terms = null)
    {
        return new SettlementRequest
        {
            Id = Sid(11),
            Legs = [Leg("alice", "bob", "EUR", 5), Leg(from, to, "EUR", quantity), Leg("bob", "alice", "EUR", 7)],
            Terms = terms ?? SettlementTerms.Default,
        };
    }

    private static string ViewOfAlice(LedgerRig rig) => Encoding.UTF8.GetString(
        rig.View.Prove(Sid(11), ProofView.Of(ParticipantId.Parse("alice")))!.Settlement);

    private static IEnumerable<Bytes16> KnownSalts(string view) =>
        Salt().Matches(view).Select(match => Bytes16.Read(Convert.FromHexString(match.Groups[1].Value)));

    private static string LeafOf(in InstructionStatement instruction)
    {
        var writer = new StatementWriter();
        instruction.Write(writer);
        return MerkleHash.Leaf(writer.Written).ToString();
    }

    [GeneratedRegex("\"salt\": \"([0-9a-f]{32})\"")]
    private static partial Regex Salt();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();
}
