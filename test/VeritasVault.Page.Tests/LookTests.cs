using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace VeritasVault.Page.Tests;

/// <summary>The page as a user meets it: files go in, a verdict and its explanation come out.</summary>
public class LookTests(Chromium chromium)
{
    private static readonly string[] Explained =
    [
        "This settlement happened", "2025-07-30 10:00:00.123456 UTC", "1 of 3 legs", "3 of 5 balances before and after",
        "the terms", "alice-cash", "9\u202f950", "20\u202f000", "10\u202f050", "approval 5 of 7 signed together",
        "The key of bob was reset by the operator", "endorsed by the key before it", "the signature holds",
        "From the entry to the root", "Every step", "in part: closed legs", "you gave no checkpoint",
    ];

    /// <summary>The least ratio between text and ground in the page, as WCAG 2.2 counts it.</summary>
    private const string LeastContrast =
        """
        () => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const light = colour => {
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(value => {
              const part = value / 255;
              return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ground = node => {
            const own = getComputedStyle(node).backgroundColor;
            return own === 'rgba(0, 0, 0, 0)' && node.parentElement ? ground(node.parentElement) : own;
          };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let least = 21;
          while (walker.nextNode()) {
            const node = walker.currentNode.parentElement;
            if (walker.currentNode.data.trim() !== '' && node.checkVisibility() && node.tagName !== 'SCRIPT') {
              const [a, b] = [light(getComputedStyle(node).color), light(ground(node))];
              least = Math.min(least, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
            }
          }
          return least;
        }
        """;

    [Fact]
    public async Task A_proof_is_judged_when_file_and_key_are_there()
    {
        var world = new SampleWorld();
        var settled = world.Settle();
        var proof = world.Ledger.Proof(settled.Index, settled.Size);
        await using var opened = await chromium.OpenAsync();
        await LoadAsync(opened.Page, ("x.tlog-proof", proof));
        await ExpectVerdictAsync(opened.Page, "^NOT CHECKED: ");
        await opened.Page.FillAsync("#policy", world.Ledger.Policy.Split(' ', '\n')[1]);
        await opened.Page.ClickAsync("button");
        await ExpectVerdictAsync(opened.Page, "^\u2713 VALID entry settlement in ledger.example/main index 4 of 7$");
        await LoadAsync(opened.Page, ("x.tlog-proof", proof.Replace("index 4", "index 3")));
        await ExpectVerdictAsync(opened.Page, "^\u2717 INVALID V8: ");
        await opened.Page.FillAsync("#policy", "log nonsense");
        await opened.Page.ClickAsync("button");
        await ExpectVerdictAsync(opened.Page, "^NOT CHECKED: ");
        Assert.Equal([new Uri(Repository.Page).AbsoluteUri], opened.Requests);
    }

    [Fact]
    public async Task A_settlement_is_explained_and_prints()
    {
        var world = new SampleWorld();
        var settled = world.Settle(trade => trade with
        {
            Signers = [trade.Signers[0] with { Batch = (4, 7) }, new(world.NextBob)],
            Opened = [world.OldAlice, world.Alice, world.ResetBob, world.NextBob],
        });
        var file = SampleSettlement.Text(settled.InPart([0, 1], [0, 2], [0, 1]));
        await using var opened = await chromium.OpenAsync();
        var page = opened.Page;
        await page.FillAsync("#policy", world.Ledger.Policy);
        await LoadAsync(
            page, ("x.settlement.json", file), ("x.tlog-proof", world.Ledger.Proof(settled.Index, settled.Size)));
        await ExpectVerdictAsync(page, "^\u2713 VALID settled .*: instructions disclosed 2 of 3, signed 2 of 3 legs; ");
        await Assertions.Expect(page.Locator("#said")).ToHaveTextAsync(await page.Locator("#verdict").InnerTextAsync());
        var shown = await page.Locator("#result").InnerTextAsync();
        Assert.All(Explained, text => Assert.Contains(text, shown));
        await Assertions.Expect(page.Locator("#second")).ToContainTextAsync("VALID entry settlement in ");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            Assert.True(await page.EvaluateAsync<double>(LeastContrast) >= 4.5, $"{scheme} is hard to read");
        }

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.Locator("#form")).ToBeHiddenAsync();
        var pdf = await page.PdfAsync(new() { Format = "A4" });
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(pdf, 0, 5));
        await page.SetViewportSizeAsync(680, 900);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "cut off");
        Assert.Equal([new Uri(Repository.Page).AbsoluteUri], opened.Requests);
    }

    [Fact]
    public async Task A_fork_of_what_is_remembered_is_shown_as_evidence()
    {
        var (world, fork) = (new SampleWorld(), new SampleWorld());
        var text = world.Settle().Text();
        fork.Settle(trade => trade with { Deadline = null });
        await using var opened = await chromium.OpenAsync();
        var page = opened.Page;
        await page.FillAsync("#policy", world.Ledger.Policy);
        await page.ClickAsync("summary");
        await page.FillAsync("#remembered", fork.Ledger.Checkpoint(7));
        await LoadAsync(page, ("x.settlement.json", text));
        await ExpectVerdictAsync(page, "^\u2717 SPLIT VIEW: ");
        await Assertions.Expect(page.Locator("#result pre")).ToHaveCountAsync(2);
        await page.FillAsync("#remembered", world.Ledger.Checkpoint(2));
        await LoadAsync(page, ("x.settlement.json", text));
        await ExpectVerdictAsync(page, "^\u2717 INVALID V21: ");
        await LoadAsync(
            page, ("x.settlement.json", text), ("x.consistency", world.Ledger.Consistency(2, 7)));
        await ExpectVerdictAsync(page, "^\u2713 VALID settled ");
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

    private static Task LoadAsync(IPage page, params (string Name, string Text)[] files) => page.SetInputFilesAsync(
        "#files",
        files.Select(file => new FilePayload
        {
            Name = file.Name,
            MimeType = "text/plain",
            Buffer = Encoding.UTF8.GetBytes(file.Text),
        }));

    private static Task ExpectVerdictAsync(IPage page, string pattern) =>
        Assertions.Expect(page.Locator("#verdict")).ToHaveTextAsync(new Regex(pattern));
}
