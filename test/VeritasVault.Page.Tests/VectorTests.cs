using System.Globalization;
using System.Text.Json;

namespace VeritasVault.Page.Tests;

/// <summary>The cases of the specification, which every verifier answers alike.</summary>
public class VectorTests(Chromium chromium)
{
    [Fact]
    public async Task The_page_gives_the_answer_of_every_case()
    {
        var cases = Repository.Spec("proofs.json").GetProperty("cases").EnumerateArray().ToArray();
        Assert.NotEmpty(cases);
        var answers = await chromium.AnswersAsync(cases.Select(SubmissionOf));
        var differing = cases.Zip(answers)
            .Where(pair => Judge.Step(pair.Second) != pair.First.GetProperty("answer").GetString())
            .Select(pair => $"{pair.First.GetProperty("id")} ({pair.First.GetProperty("why")}): "
                + $"{pair.Second}, expected {pair.First.GetProperty("answer")}");
        Assert.Empty(differing);
    }

    private static Submission SubmissionOf(JsonElement one)
    {
        var alone = Text(one, "settlement") is null;
        return new(
            File.ReadAllBytes(Repository.SpecFile(Text(one, alone ? "proof" : "settlement")!)), Content(one, "policy")!)
        {
            Alone = alone,
            Remembered = Content(one, "remembered"),
            Consistency = Content(one, "consistency"),
            Now = Seconds(one, "nowSeconds"),
            AgeMax = Seconds(one, "ageSecondsMax"),
        };
    }

    private static string? Text(JsonElement one, string member) => one.GetProperty(member).GetString();

    private static string? Content(JsonElement one, string member) =>
        Text(one, member) is { } path ? File.ReadAllText(Repository.SpecFile(path)) : null;

    private static ulong? Seconds(JsonElement one, string member) =>
        Text(one, member) is { } seconds ? ulong.Parse(seconds, CultureInfo.InvariantCulture) : null;
}
