using System.Diagnostics;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(VeritasVault.Page.Tests.Chromium))]

namespace VeritasVault.Page.Tests;

/// <summary>
/// One headless browser for all tests. Tests of functions share one page; a test that acts as a user opens its own.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private VerifierPage? _shared;

    public async ValueTask InitializeAsync()
    {
        var program = await FindOrInstallAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Headless = true });
        _shared = await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_shared is not null)
        {
            await _shared.DisposeAsync();
        }

        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>The verifier's page, opened as the file that a user opens.</summary>
    public async Task<VerifierPage> OpenAsync(bool offline = true)
    {
        var context = await _browser!.NewContextAsync(new() { Offline = offline });
        return await VerifierPage.OpenAsync(context, await context.NewPageAsync());
    }

    /// <inheritdoc cref="VerifierPage.RunAsync{T}"/>
    public Task<T> RunAsync<T>(string function, object? argument = null) => _shared!.RunAsync<T>(function, argument);

    private static async Task<string> FindOrInstallAsync()
    {
        if (Find() is { } there)
        {
            return there;
        }

        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "eng", "need"), ["chromium"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var install = Process.Start(start)!;
        var said = await install.StandardError.ReadToEndAsync();
        await install.WaitForExitAsync();
        return Find() ?? throw new InvalidOperationException(
            $"These tests need Chromium and it is not to be had here. {said.Trim()}");
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
