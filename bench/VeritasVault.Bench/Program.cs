using VeritasVault.Bench;

if (args.Length == 0 || args[0] == "help" || args.Any(argument => argument is "-h" or "--help"))
{
    Console.WriteLine(
        """
        Usage: ./build bench NAME... [--settlements N] [--batch N] [--repeat N] [--store DIR] [--json]

          dvp-uniform   two-leg DvP between random distinct parties, blocks filled
          dvp-hot       the same with participant 0 in every settlement
          single        one settlement at a time on an idle engine, beside a bare synced put of the same bytes
          prove         proofs of single settlements in a ledger of many, one after the other
          hash          SHA-256 of many messages: ns a 64-byte block on each path of this machine
          locks         a deadlock storm of 10,000 settlements over 20 resources, and one that meets nobody
          all           all of them

        Shape: 1,000 participants x 10 assets (asset 0 is cash), ascending UUIDv7, no shortage, everything durable.
        Examples:
          ./build bench all
          ./build bench dvp-uniform --settlements 1000000 --repeat 5 --json
        """);
    return args.Length == 0 ? 2 : 0;
}

return await BenchCommand.RunAsync(args);
