namespace VeritasVault.Simulator;

/// <summary>
/// How much is signed in a seed's world. Drawn from a stream of its own: a seed in which nothing is signed sends what
/// it would send if there were no signatures at all.
/// </summary>
internal sealed record SigningKnobs
{
    /// <summary>Whether participants have keys.</summary>
    public bool IsOn { get; private init; }

    /// <summary>Legs that name an authoriser although no policy asks for one.</summary>
    public int AuthoriserPercent { get; private init; }

    /// <summary>Signatures that do not come with the submission.</summary>
    public int MissingPercent { get; private init; }

    /// <summary>Signatures that are wrong in one of many ways.</summary>
    public int WrongPercent { get; private init; }

    /// <summary>Batches that are signed as a whole.</summary>
    public int BatchPercent { get; private init; }

    /// <summary>How often a key is registered, reset or revoked.</summary>
    public int KeyWeight { get; private init; }

    /// <summary>How often a signature is brought after the submission.</summary>
    public int ApprovalWeight { get; private init; }

    public static SigningKnobs Draw(SeededRandom random) => !random.Chance(60)
        ? new SigningKnobs()
        : new SigningKnobs
        {
            IsOn = true,
            AuthoriserPercent = random.Pick([0, 5, 25]),
            MissingPercent = random.Pick([0, 30, 60]),
            WrongPercent = random.Pick([0, 5, 20]),
            BatchPercent = random.Pick([0, 50]),
            KeyWeight = random.Pick([0, 2, 6]),
            ApprovalWeight = random.Pick([2, 6, 10]),
        };
}
