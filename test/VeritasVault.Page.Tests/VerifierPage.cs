using Microsoft.Playwright;

namespace VeritasVault.Page.Tests;

/// <summary>The page under test. What it logs, throws or asks the network for is kept.</summary>
public sealed class VerifierPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];
    private bool _complaintsExpected;

    private VerifierPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Requests => _requests;

    public static async Task<VerifierPage> OpenAsync(IBrowserContext context, IPage page)
    {
        var opened = new VerifierPage(context, page);
        page.PageError += (_, error) => opened._complaints.Add(error);
        page.Console += (_, message) => opened._complaints.Add(message.Text);
        page.Request += (_, request) => opened._requests.Add(request.Url);
        await page.GotoAsync(new Uri(Repository.Page).AbsoluteUri);
        return opened;
    }

    /// <summary>
    /// Runs a function of (veritas, argument) inside the page. Many cases go in and come out in one call: a call costs
    /// more than most cases.
    /// </summary>
    public Task<T> RunAsync<T>(string function, object? argument = null) =>
        Page.EvaluateAsync<T>($"argument => ({function})(window.veritas, argument)", argument);

    /// <summary>For a test that provokes them.</summary>
    public void ExpectComplaints() => _complaintsExpected = true;

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        if (!_complaintsExpected)
        {
            Assert.Empty(_complaints);
        }
    }
}
