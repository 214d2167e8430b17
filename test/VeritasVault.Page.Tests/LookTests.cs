using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace VeritasVault.Page.Tests;

/// <summary>The page as a user meets it: files go in, a verdict and its explanation come out.</summary>
public class LookTests(Chromium chromium)
{
    private const string Log = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    [Fact]
    public async Task A_proof_is_judged_when_file_and_key_are_there()
    {
        await using var opened = await chromium.OpenAsync();
        await LoadAsync(opened.Page, OneEntry());
        await ExpectVerdictAsync(opened.Page, "^NOT CHECKED: ");
        await opened.Page.FillAsync("#policy", Log);
        await opened.Page.ClickAsync("button");
        await ExpectVerdictAsync(opened.Page, "^\u2713 VALID$");
        await LoadAsync(opened.Page, OneEntry().Replace("b25l", "b25m"));
        await ExpectVerdictAsync(opened.Page, "^\u2717 INVALID V8: ");
        Assert.Equal([new Uri(Repository.Page).AbsoluteUri], opened.Requests);
    }

    [Fact]
    public async Task Nothing_can_be_fetched_and_no_text_becomes_markup()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await using var opened = await chromium.OpenAsync(offline: false);
        opened.ExpectComplaints();
        var blocked = await opened.RunAsync<string[]>(
            """
            async (v, url) => {
              const blocked = new Set();
              addEventListener('securitypolicyviolation', event => blocked.add(event.effectiveDirective));
              await fetch(url).catch(() => blocked.add('fetch'));
              const image = document.createElement('img');
              const done = new Promise(resolve => image.addEventListener('error', resolve));
              image.src = url;
              document.body.append(image);
              await done;
              try { new WebSocket(url.replace('http', 'ws')); } catch { blocked.add('socket'); }
              navigator.sendBeacon(url);
              try { document.body.innerHTML = '<b>x</b>'; } catch { blocked.add('markup'); }
              return [...blocked].sort();
            }
            """,
            $"http://{server.LocalEndpoint}/");
        Assert.Equal(["connect-src", "fetch", "img-src", "markup"], blocked);
        Assert.False(server.Pending());
    }

    private static string OneEntry() =>
        $"c2sp.org/tlog-proof@v1\nextra b25l\nindex 0\n\n{Checkpoint(1)}";

    private static string Checkpoint(int size) =>
        Repository.Vectors("tlog/tessera-testlog.json").GetProperty("checkpoints")[size].GetString()!;

    private static Task LoadAsync(IPage page, string proof) => page.SetInputFilesAsync(
        "#files",
        new FilePayload
        {
            Name = "x.tlog-proof",
            MimeType = "text/plain",
            Buffer = Encoding.UTF8.GetBytes(proof),
        });

    private static Task ExpectVerdictAsync(IPage page, string pattern) =>
        Assertions.Expect(page.Locator("#verdict")).ToHaveTextAsync(new Regex(pattern));
}
