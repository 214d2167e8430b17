namespace VeritasVault.Core.Tests;

/// <summary>A history with a record of every kind, and the bytes they have: a change of the format shows
/// here.</summary>
internal static class GoldenRecords
{
    public static readonly (string What, string Hex)[] All =
    [
        ("genesis",
            "3600000001000e6c6f63616c3a6f70657261746f72046d61696e00000000000000010000000000000002000000000000"
            + "00030000000000000004"),
        ("registers participant a",
            "2700000002e8070e6c6f63616c3a6f70657261746f72000000000000000000000000000000010101610000"),
        ("registers participant b: recorded, consents to credits",
            "2700000002e8070e6c6f63616c3a6f70657261746f72000000000000000000000000000000020101620101"),
        ("changes the policy of b",
            "2700000002e8070e6c6f63616c3a6f70657261746f72000000000000000000000000000000030201620100"),
        ("opens a.x",
            "2900000002e8070e6c6f63616c3a6f70657261746f72000000000000000000000000000000040503612e780161"),
        ("opens b.y",
            "2900000002e8070e6c6f63616c3a6f70657261746f72000000000000000000000000000000050503622e790162"),
        ("registers asset U",
            "3e00000002e8070e6c6f63616c3a6f70657261746f72000000000000000000000000000000060301550203612e7801fe"
            + "ffffffffffffffffffffffffffffffffff03"),
        ("sets the issuance limit",
            "2800000002e8070e6c6f63616c3a6f70657261746f720000000000000000000000000000000704015501d00f"),
        ("sets credit limit and ceiling",
            "2e00000002e8070e6c6f63616c3a6f70657261746f72000000000000000000000000000000080703622e790155d80401"
            + "e807"),
        ("freezes",
            "2e00000002e8070e6c6f63616c3a6f70657261746f72000000000000000000000000000000090603612e780105617564"
            + "6974"),
        ("thaws",
            "2900000002e8070e6c6f63616c3a6f70657261746f720000000000000000000000000000000a0603612e780000"),
        ("a submission that settles; the receiver's position exists, the issuer's is new",
            "3e00000003d00f0e6c6f63616c3a6f70657261746f72010000000000000000000000000000000b000001000100ac0205"
            + "01000002030000000000d70400000000d804"),
        ("a submission that waits, with every term and a leg id",
            "8600000003d00f076c6f63616c3a61010000000000000000000000000000000c1f01c409000000000000282300000000"
            + "0000785e746174a36c1f5fb56820b33b16eed5c8737854ca22ce930b19b13bae0a630101010000000000000000000000"
            + "000000000b0203622e790101550103612e78000302010000c801056c65672d3100000001000003000000"),
        ("a submission that fails on a name and so stores names",
            "5100000003d00f0e6c6f63616c3a6f70657261746f72010000000000000000000000000000000d20000103612e78076e"
            + "6f2e7375636801550501c900010a6c6567735b305d2e746f01076e6f2e7375636800000000"),
        ("a consent",
            "3400000003d00f076c6f63616c3a62020000000000000000000000000000000c0000000000000000000000000000000e"
            + "0200000103000000"),
        ("a vote to cancel",
            "3400000003d00f076c6f63616c3a61040000000000000000000000000000000c0000000000000000000000000000000f"
            + "0100010103000000"),
        ("an erasure",
            "3400000003d00f076c6f63616c3a61050000000000000000000000000000000c00000000000000000000000000000010"
            + "0000010102000000"),
        ("a resumption that settles",
            "3600000003c4130d656e67696e653a6c6564676572060000000000000000000000000000000c0105010000020001d804"
            + "008f030201d704009003"),
        ("a submission that waits",
            "3400000003c413076c6f63616c3a6101000000000000000000000000000000110a00b80b000000000000010000000101"
            + "0000010003000000"),
        ("a rejection",
            "4800000003c413076c6f63616c3a62030000000000000000000000000000001100000000000000000000000000000012"
            + "02026e6f00005902010b7061727469636970616e7401016200000000"),
        ("a submission that waits",
            "3400000003c413076c6f63616c3a6101000000000000000000000000000000130a00b80b000000000000010000000101"
            + "0000010003000000"),
        ("an expiry",
            "6d00000003b8170d656e67696e653a6c656467657207000000000000000000000000000000130000cd00010864656164"
            + "6c696e65011b313937302d30312d30315430303a30303a30302e3030333030305a011b313937302d30312d3031543030"
            + "3a30303a30302e3030333030305a000000"),
        ("a submission that waits, with a client reference",
            "6600000003b817076c6f63616c3a6101000000000000000000000000000000141f00a00f000000000000881300000000"
            + "00008c190d99073d8288214c95ce193c48ebab3135ecc0b234c31f86b497f38070630100000002010000e807036f6e65"
            + "00010001000003000000"),
        ("a consent that moves it on",
            "3400000003b817076c6f63616c3a62020000000000000000000000000000001400000000000000000000000000000015"
            + "0200000103000000"),
        ("a vote to cancel",
            "3400000003b817076c6f63616c3a61040000000000000000000000000000001400000000000000000000000000000016"
            + "0100010103000000"),
    ];

    public static TestLedger Play()
    {
        var table = new ScenarioTable();
        table.Play("""
            at 1000
            participant a cmd=c1
            participant b recorded credits cmd=c2
            policy b recorded cmd=c3
            account a/x cmd=c4
            account b/y cmd=c5
            asset U issuer=a.x scale=2 limit=max cmd=c6
            issuance U 1000 cmd=c7
            limits b.y U credit=300 ceiling=500 cmd=c8
            freeze a.x reason=audit cmd=c9
            thaw a.x cmd=d1
            at 2000
            submit s1 a.x>b.y=300U => SETTLED
            submit s2 by a kind=Dvp wait explicit from=2500 until=9000 meta=m replaces=s1 expect=b.y/U:1 expect=a.x:3 \
                b.y>a.x=200U#leg-1 a.x>a.x=1U => WAITING
            submit s3 a.x>no.such=5U => UNKNOWN_ACCOUNT
            consent s2 by b cmd=d2 => WAITING
            cancel s2 by a cmd=d3 => WAITING
            erase s2 by a cmd=d4 => APPLIED
            at 2500
            block => s2 SETTLED
            submit s4 wait by a until=3000 b.y>a.x=1U => WAITING
            reject s4 by b reason=no cmd=d5 => PARTICIPANT_REJECTED
            submit s5 wait by a until=3000 b.y>a.x=1U => WAITING
            at 3000
            block => s5 DEADLINE_PASSED
            submit s6 wait by a from=4000 until=5000 ref=r b.y>a.x=1000U#one a.x>b.y=1U => WAITING
            consent s6 by b cmd=d6 => WAITING
            cancel s6 by a cmd=d7 => WAITING
            """);
        return table.Twin.Ledger;
    }
}
