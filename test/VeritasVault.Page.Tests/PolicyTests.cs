namespace VeritasVault.Page.Tests;

public class PolicyTests(Chromium chromium)
{
    private const string Log = "log fake.log.origin/log+527eabb8+AddT9PtBhhNAsDYZ0V0euiRbXuvrLsw4L6vKARfipnmz\n";
    private const string A = "witness a test-witness+26349ef0+BIQDFTUlktisMqJzWn8qhteWrRr4dLcQ9R37T+8LQyQF\n";
    private const string B = "witness b witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN\n";
    private const string C = "witness c mirror.example.org+3fb148ef+BAAjjch9GyYz0sJsJx7ALhbdAtz2ov0unbzSl1vMp94O\n";
    private const string WitnessAsLog =
        "log wit+8a02ff47+BAfe++5m5B3xn/Y6v0aIaD81QA6knU+YssC0ku5oFQ4H\nquorum none\n";
    private const string LogAsWitness =
        "witness w wit+d5fe2488+AQfe++5m5B3xn/Y6v0aIaD81QA6knU+YssC0ku5oFQ4H\nquorum w\n";

    private const string LogsKeyAsWitness = "witness w wit+cce4f618+BNdT9PtBhhNAsDYZ0V0euiRbXuvrLsw4L6vKARfipnmz\n";

    /// <summary>Policies, and the sets of witnesses that fill the quorum; null for a policy that is refused.</summary>
    private static readonly (string Policy, string? Met)[] Rows =
    [
        ($"{Log}quorum none\n", ",a,b,c,ab,ac,bc,abc"),
        ($"{Log}{A}quorum a\n", "a,ab,ac,abc"),
        ($"{Log}{A}{B}{C}group g 2 a b c\nquorum g\n", "ab,ac,bc,abc"),
        ($"{Log}{A}{B}{C}group g any a b c\nquorum g\n", "a,b,c,ab,ac,bc,abc"),
        ($"{Log}{A}{B}{C}group g all a b c\nquorum g\n", "abc"),
        ($"{A}{B}{C}group g any a b\ngroup h all g c\nquorum h\n", "ac,bc,abc"),
        ($"# comment\n\t\n  {Log}\t{A} quorum\ta \n", "a,ab,ac,abc"),
        (Log, null),
        ("quorum none", null),
        ("quorum none\nquorum none\n", null),
        ("quorum a\n", null),
        ($"quorum a\n{A}", null),
        ($"{A}{A}quorum a\n", null),
        ($"{A}{A.Replace("witness a", "witness b")}quorum a\n", null),
        ($"{Log}{Log}quorum none\n", null),
        ($"{Log}{Log.Replace("fake.log.origin/log+527eabb8", "other/log+d30d3dd9")}quorum none\n",
            ",a,b,c,ab,ac,bc,abc"),
        (string.Concat(Enumerable.Repeat("#\n", 511)) + "quorum none\n", ",a,b,c,ab,ac,bc,abc"),
        (string.Concat(Enumerable.Repeat("#\n", 512)) + "quorum none\n", null),
        ($"{A}{B}group g 2 a a\nquorum g\n", null),
        ($"{A}{B}group g any a\ngroup h any a b\nquorum h\n", null),
        ($"{A}group g any a none\nquorum g\n", null),
        ($"{A}group g 0 a\nquorum g\n", null),
        ($"{A}group g 2 a\nquorum g\n", null),
        ($"{A}group g 01 a\nquorum g\n", null),
        ($"{A}group g 1\nquorum g\n", null),
        ($"{A}group a 1 a\nquorum a\n", null),
        ($"{A}group g any g\nquorum g\n", null),
        ($"{A.Replace("witness a", "witness none")}quorum none\n", null),
        ("logs\nquorum none\n", null),
        ("log\nquorum none\n", null),
        ($"{Log.TrimEnd()} url more\nquorum none\n", null),
        ($"{Log.TrimEnd()} https://log.example/\nquorum none\n", ",a,b,c,ab,ac,bc,abc"),
        ($"{Log.Replace("527e", "527f")}quorum none\n", null),
        (WitnessAsLog, null),
        (LogAsWitness, null),
        ($"{Log}{LogsKeyAsWitness}quorum none\n", null),
        ($"{LogsKeyAsWitness}{Log}quorum none\n", null),
        ($"{LogsKeyAsWitness}quorum w\n", ""),
        ("quorum none\r\n", null),
        ("quorum none\u007f\n", null),
        ("# ü is fine in comments\nquorum none\n", ",a,b,c,ab,ac,bc,abc"),
    ];

    [Fact]
    public async Task Policies_are_read_strictly_and_their_quorum_is_counted()
    {
        var seen = await chromium.RunAsync<string?[]>(
            """
            (v, policies) => policies.map(text => {
              let policy;
              try { policy = v.parsePolicy(v.toUtf8(text)); } catch (error) {
                if (error instanceof v.Refusal) return null;
                throw error;
              }
              return ['', 'a', 'b', 'c', 'ab', 'ac', 'bc', 'abc'].filter(set => v.quorumIsMet(policy, [...set])).join();
            })
            """,
            Rows.Select(row => row.Policy).ToArray());
        Assert.Equal(Rows.Select((row, i) => $"{i}: {row.Met ?? "refused"}"), seen.Select(
            (met, i) => $"{i}: {met ?? "refused"}"));
    }
}
