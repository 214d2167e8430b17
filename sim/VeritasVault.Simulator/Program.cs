return VeritasVault.Simulator.Torture.TortureCommand.Run(args);
