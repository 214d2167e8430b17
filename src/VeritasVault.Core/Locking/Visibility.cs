using System.Runtime.CompilerServices;

// The benchmark of locks drives the tables themselves; through the engine it would measure blocks.
[assembly: InternalsVisibleTo("VeritasVault.Bench")]
