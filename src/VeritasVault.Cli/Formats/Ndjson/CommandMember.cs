namespace VeritasVault.Cli;

/// <summary>A member of a command line as it was read.</summary>
/// <param name="Text">The string, or null for null and for what is no string.</param>
/// <param name="Flag">The value of true or false; otherwise null.</param>
/// <param name="Number">The whole number; otherwise null.</param>
/// <param name="Offset">Where it stands.</param>
internal readonly record struct CommandMember(string? Text, bool? Flag, long? Number, int Offset);
