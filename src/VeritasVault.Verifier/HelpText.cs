namespace VeritasVault.Verifier;

/// <summary>What --help prints.</summary>
internal static class HelpText
{
    public const string Text = """
        veritas-verify: checks proofs of settlements, offline, without the ledger that made them.

        usage: veritas-verify FILE... --policy FILE | --vkey TEXT [OPTIONS]

          FILE                a settlement file (its name ends in .json or it begins with a brace) or a tlog-proof
          --policy FILE       whom to trust: a C2SP tlog-policy, as `veritas keys --policy` prints it
          --vkey TEXT         the same for one log without witnesses: its verifier key
          --state FILE        the last checkpoint that was accepted; compared with, and replaced after VALID
          --consistency FILE  leads from the remembered checkpoint to that of the file, or back
          --now TIME          judges the witnesses' times: 2026-01-31T12:00:00Z
          --max-age SECONDS   how old a cosignature may be; needs --now
          --report OUT.md     writes a report for the audit file, in Markdown
          --json              one JSON object for each file, instead of lines
          --help              this text

        examples:
          veritas-verify 0198.settlement.json --policy ledger.policy
          veritas-verify *.settlement.json --policy ledger.policy --state ledger.checkpoint --report audit.md
          veritas-verify 0198.tlog-proof --vkey "ledger.example/a+1a2b3c4d+AR..." --json

        Exit codes: 0 valid, 1 invalid, 2 wrong usage or no policy, 3 split view, 4 a file cannot be read; of several
        files the gravest: 3, then 1, then 4. The program opens no connection and reads no clock.

        """;
}
