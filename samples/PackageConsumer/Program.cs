using VeritasVault.Storage;

// Built against the packed packages only; ./build pack makes them and runs this.
var packed = typeof(ILedgerStore).Assembly.GetName();
var failure = new StoreException(StoreFailure.NotFound, "nothing is stored yet");
Console.WriteLine($"{packed.Name} {packed.Version} from its package: {failure.Failure}, {failure.Message}");
