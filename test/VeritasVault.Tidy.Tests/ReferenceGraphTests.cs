using System.Xml.Linq;

namespace VeritasVault.Tidy.Tests;

/// <summary>Project references are the architecture diagram: they point inwards and nowhere else.</summary>
public class ReferenceGraphTests(ITestOutputHelper output)
{
    private static readonly SortedDictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["VeritasVault.Core"] = [],
        ["VeritasVault.Proofs"] = [],
        ["VeritasVault.Verifier"] = ["VeritasVault.Proofs"],
        ["VeritasVault.Storage"] = ["VeritasVault.Core"],
        ["VeritasVault.Storage.RocksDb"] = ["VeritasVault.Storage"],
        ["VeritasVault.Engine"] =
            ["VeritasVault.Core", "VeritasVault.External", "VeritasVault.Proofs", "VeritasVault.Storage"],
        ["VeritasVault.External"] = ["VeritasVault.Core"],
        ["VeritasVault.External.Http"] = ["VeritasVault.External"],
        ["VeritasVault.External.Postgres"] = ["VeritasVault.External"],
        ["VeritasVault.External.Veritas"] = ["VeritasVault.Engine", "VeritasVault.External"],
        ["VeritasVault.Cli"] = ["VeritasVault.Engine", "VeritasVault.Storage.RocksDb"],
    };

    [Fact]
    public void Project_references_are_the_allowed_arrows()
    {
        var findings = new Findings(
            "The references between the projects in src are not the agreed ones.",
            "remove the reference; or, where the arrow is right, write a record in docs/decisions and extend the table "
                + $"in {nameof(ReferenceGraphTests)}.");
        var actual = Repository.ProjectFiles.Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .ToDictionary(NameOf, ReferencesOf, StringComparer.Ordinal);
        foreach (var (project, references) in actual)
        {
            output.WriteLine($"{project} -> {(references.Length == 0 ? "nothing" : string.Join(", ", references))}");
            var allowed = Allowed.GetValueOrDefault(project);
            findings.AddIf(allowed is null, $"{project} is not in the table");
            foreach (var extra in references.Except(allowed ?? []))
            {
                findings.Add($"{project} -> {extra} is not allowed");
            }

            foreach (var missing in (allowed ?? []).Except(references))
            {
                findings.Add($"{project} -> {missing} is in the table but not in the project");
            }
        }

        foreach (var gone in Allowed.Keys.Except(actual.Keys))
        {
            findings.Add($"{gone} is in the table but not in src");
        }

        findings.MustBeNone();
    }

    [Fact]
    public void Core_uses_no_package()
    {
        var findings = new Findings(
            "The core has no packages.",
            "remove the PackageReference; the core needs the runtime only.");
        var project = XDocument.Load(Repository.FullPath("src/VeritasVault.Core/VeritasVault.Core.csproj"));
        foreach (var package in project.Descendants("PackageReference"))
        {
            findings.Add(package.ToString());
        }

        findings.MustBeNone();
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var findings = new Findings(
            "A project that is not in the solution is never built or tested.",
            "add it to VeritasVault.Settlement.slnx (PackageConsumer stays outside: it builds on the packages).");
        var solution = Repository.Read("VeritasVault.Settlement.slnx");
        foreach (var project in Repository.ProjectFiles)
        {
            var outside = project.StartsWith("samples/PackageConsumer/", StringComparison.Ordinal);
            findings.AddIf(!outside && !solution.Contains($"\"{project}\"", StringComparison.Ordinal), project);
        }

        findings.MustBeNone();
    }

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    private static string[] ReferencesOf(string project) =>
        [.. XDocument.Load(Repository.FullPath(project)).Descendants("ProjectReference")
            .Select(reference => NameOf(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal)];
}
