namespace VeritasVault.Tidy.Tests;

/// <summary>Collects what breaks a rule and fails once with all of it and with the way to repair it.</summary>
internal sealed class Findings(string rule, string fix)
{
    private readonly List<string> _places = [];

    internal void Add(string place) => _places.Add(place);

    internal void AddIf(bool broken, string place)
    {
        if (broken)
        {
            Add(place);
        }
    }

    internal void MustBeNone()
    {
        if (_places.Count != 0)
        {
            Assert.Fail($"{rule}\nFix: {fix}\n  {string.Join("\n  ", _places)}");
        }
    }
}
