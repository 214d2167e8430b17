namespace VeritasVault.Core.Tests;

/// <summary>The rest of the history, with locks and legs on external ledgers.</summary>
internal static partial class GoldenRecords
{
    private static readonly (string What, string Hex)[] Abroad =
    [
        ("a cancellation of what is prepared: what was set aside is given back",
            "5100000003b817076c6f63616c3a61040000000000000000000000000000002e00000000000000000000000000000030"
            + "0100020205005a0201056163746f7201076c6f63616c3a61000000010e0ac7010600050000"),
        ("the end of that rollback",
            "3a00000003b8170d656e67696e653a6c65646765720c0000000000000000000000000000002e02025a0201056163746f"
            + "7201076c6f63616c3a6100000000"),
        ("changes the policy of b",
            "2700000002b8170e6c6f63616c3a6f70657261746f72000000000000000000000000000000310201620000"),
        ("registers a ledger whose holds are limited in time",
            "2a00000002b8170e6c6f63616c3a6f70657261746f72000000000000000000000000000000320d0462616e6b013c"),
        ("registers a ledger that holds nothing",
            "2a00000002b8170e6c6f63616c3a6f70657261746f72000000000000000000000000000000330d04776972650300"),
        ("opens a.f on the first of them",
            "2f00000002b8170e6c6f63616c3a6f70657261746f72000000000000000000000000000000340503612e660161010462"
            + "616e6b"),
        ("opens b.f there",
            "2f00000002b8170e6c6f63616c3a6f70657261746f72000000000000000000000000000000350503622e660162010462"
            + "616e6b"),
        ("opens a.w on the other",
            "2f00000002b8170e6c6f63616c3a6f70657261746f72000000000000000000000000000000360503612e770161010477"
            + "697265"),
        ("opens b.w there",
            "2f00000002b8170e6c6f63616c3a6f70657261746f72000000000000000000000000000000370503622e770162010477"
            + "697265"),
        ("a submission with two legs on external ledgers; one has an id",
            "4000000003b817076c6f63616c3a61010000000000000000000000000000003810000300010001000405000500030200"
            + "07036661720206000000010e0bc7010000020000"),
        ("its foreign part begins",
            "3300000003b8170d656e67696e653a6c65646765720e0000000000000000000000000000003801000000000000000000"
            + "02020600000000"),
        ("a call without a reply, given up",
            "3700000003b8170d656e67696e653a6c65646765720e0000000000000000000000000000003801010100020101000473"
            + "6c6f770002020600000000"),
        ("the operator lets it be tried again",
            "3c00000003b8170e6c6f63616c3a6f70657261746f720f00000000000000000000000000000038000000000000000000"
            + "00000000000039000002020600000000"),
        ("a reply: prepared; the other ledger decides now",
            "3600000003b8170d656e67696e653a6c65646765720e00000000000000000000000000000038010101010000000000c1"
            + "bd9a2f02020600020000"),
        ("a reply: committed, which was the decision; the legs here are booked",
            "4700000003b8170d656e67696e653a6c65646765720e0000000000000000000000000000003801020202000000000000"
            + "0203070000020e0cc70102010100000206c801000201d70401d704"),
        ("a reply: committed",
            "3200000003b8170d656e67696e653a6c65646765720e0000000000000000000000000000003801010202000000000000"
            + "030307000000"),
        ("the end: all are confirmed",
            "2800000003b8170d656e67696e653a6c65646765720c00000000000000000000000000000038030501000000"),
        ("a submission with a leg on an external ledger",
            "3600000003b817076c6f63616c3a61010000000000000000000000000000003a00000200010001030200070206000000"
            + "010e0dc9010000020000"),
        ("the operator gives it up: what was set aside is given back",
            "6400000003b8170e6c6f63616c3a6f70657261746f72100000000000000000000000000000003a000000000000000000"
            + "0000000000003b0005737475636b020205005b0201056163746f72010e6c6f63616c3a6f70657261746f72000000010e"
            + "0ec9010200010000"),
        ("the end of that rollback",
            "4100000003b8170d656e67696e653a6c65646765720c0000000000000000000000000000003a02025b0201056163746f"
            + "72010e6c6f63616c3a6f70657261746f7200000000"),
        ("a person takes a shared lock on a position",
            "2a00000002b817076c6f63616c3a620000000000000000000000000000003c1403622e790155010105636f756e74"),
        ("renews its lease",
            "1f00000002b817076c6f63616c3a620000000000000000000000000000003d15480102"),
        ("makes it exclusive: the token advances",
            "1e00000002b817076c6f63616c3a620000000000000000000000000000003e164801"),
        ("a submission that waits for the lock",
            "2f00000003b817076c6f63616c3a61010000000000000000000000000000003f08000000010000000001000100010203"
            + "000000"),
        ("an expiry",
            "6e00000003b8a07a0d656e67696e653a6c656467657207000000000000000000000000000000140101cd000108646561"
            + "646c696e65011b313937302d30312d30315430303a30303a30322e3030333030305a011b313937302d30312d30315430"
            + "303a30303a30302e3030353030305a000000"),
        ("a lease has ended",
            "2400000002b8a07a0d656e67696e653a6c6564676572e0e76c49364eab9d9706176b8e2ee1341848"),
        ("a person takes a lock on an account",
            "3100000002b8a07a0e6c6f63616c3a6f70657261746f72000000000000000000000000000000401403612e6600033c05"
            + "6175646974"),
        ("gives it back",
            "2600000002b8a07a0e6c6f63616c3a6f70657261746f7200000000000000000000000000000041174e01"),
        ("a resumption that settles",
            "3d00000003b8a07a0d656e67696e653a6c6564676572060000000000000000000000000000003f0205010000020a0fc9"
            + "01000100000207ca01000201d70401d704"),
        ("a submission that waits for consent and wants its positions for itself",
            "3700000003b8a07a0e6c6f63616c3a6f70657261746f7201000000000000000000000000000000420800000101000000"
            + "0001000100010003000000"),
        ("a younger one that is prepared abroad",
            "3700000003b8a07a076c6f63616c3a610100000000000000000000000000000043000002000100010302000702060000"
            + "00010e10cb010000020000"),
        ("a consent: the older one preempts the younger",
            "3600000003b8a07a076c6f63616c3a610200000000000000000000000000000042000000000000000000000000000000"
            + "44010000000203000000"),
        ("the younger one is wounded",
            "3200000003b8a07a0d656e67696e653a6c656467657211000000000000000000000000000000430202030000010e11cb"
            + "010200010000"),
        ("a resumption that settles, exclusively",
            "3d00000003b8a07a0d656e67696e653a6c656467657206000000000000000000000000000000420205010000020a12cb"
            + "01000100000208cc01000201d70401d704"),
        ("a resumption that is prepared abroad again",
            "3300000003b8a07a0d656e67696e653a6c65646765720600000000000000000000000000000043020206000000010e13"
            + "cd010000020000"),
    ];

    private const string CommandsAbroad = """
        cancel u4 by a cmd=h2 => CANCELLED
        alone
        policy b implied cmd=f5b
        ledger bank timed cmd=f6
        ledger wire without cmd=f7
        account a/f on=bank cmd=f8
        account b/f on=bank cmd=f9
        account a/w on=wire cmd=g1
        account b/w on=wire cmd=g2
        submit v1 by a a.x>b.y=1U a.w>b.w=5U@wire b.f>a.f=7U@bank#far => PREPARING
        reply v1 0 begin => PREPARING RESERVING
        reply v1 1 prepare fails=TimedOut text=slow stuck => PREPARING RESERVING
        retry v1 cmd=g3 => PREPARING
        reply v1 1 prepare Prepared until=99000000 => PREPARING RESERVING
        reply v1 2 commit Committed => COMMITTING COMMITTING
        reply v1 1 commit Committed => COMMITTING COMMITTING, Finish SETTLED
        submit v2 by a a.x>b.y=1U b.f>a.f=7U@bank => PREPARING
        abort v2 reason=stuck cmd=g4 => OPERATOR_ABORTED
        lock l1 b.y/U shared reason=count lease=1 by b cmd=g5
        renew l1 lease=2 by b cmd=g6
        upgrade l1 by b cmd=g7
        submit v3 by a exclusive a.x>b.y=1U => WAITING
        at 2003000
        block => s6 DEADLINE_PASSED
        lock l3 a.f cmd=g9
        unlock l3 cmd=h1
        block => v3 SETTLED
        submit v4 explicit exclusive a.x>b.y=1U => WAITING
        submit v5 by a a.x>b.y=1U b.f>a.f=7U@bank => PREPARING
        consent v4 by a cmd=h3 => WAITING
        block => v4 SETTLED, v5 PREPARING
        """;
}
