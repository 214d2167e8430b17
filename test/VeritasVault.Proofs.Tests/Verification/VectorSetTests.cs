namespace VeritasVault.Proofs.Tests;

public sealed class VectorSetTests
{
    private const string WriteSwitch = "VERITAS_WRITE_VECTORS";
    private const int BytesMax = 2_000_000;

    public static TheoryData<string> Ids => [.. VectorSet.Cases.Select(probe => probe.Id)];

    [Fact]
    public void The_files_are_those_that_are_made_anew()
    {
        var files = VectorSet.Files();
        if (Environment.GetEnvironmentVariable(WriteSwitch) == "1")
        {
            Write(files);
        }

        var present = Directory.EnumerateFiles(Vectors.Own(VectorSet.Folder))
            .Select(file => $"{VectorSet.Folder}/{Path.GetFileName(file)}")
            .Append(VectorSet.ManifestFile)
            .Order(StringComparer.Ordinal);
        Assert.Equal(files.Keys, present);
        foreach (var (path, bytes) in files)
        {
            Assert.True(
                File.ReadAllBytes(Vectors.Own(path)).AsSpan().SequenceEqual(bytes),
                $"spec/vectors/{path} is not what is made anew. Fix: ./build vectors, if the change is meant.");
        }

        Assert.InRange(files.Values.Sum(bytes => bytes.Length), 0, BytesMax);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_case_gets_its_answer(string id)
    {
        var probe = VectorSet.Cases.Single(probe => probe.Id == id);
        var result = probe.Verify();
        var answer = result.Outcome == VerificationOutcome.Valid ? result.Line : result.Line.Split(':')[0];
        Assert.True(answer == probe.Answer, $"{probe.Why}\nexpected {probe.Answer}\nanswered {result.Line}");
        Assert.Equal(result.Outcome == VerificationOutcome.SplitView, result.Split is not null);
    }

    private static void Write(SortedDictionary<string, byte[]> files)
    {
        var folder = Vectors.Own(VectorSet.Folder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (var (path, bytes) in files)
        {
            File.WriteAllBytes(Vectors.Own(path), bytes);
        }
    }
}
