using System.Net;
using System.Text;
using VeritasVault.Core;
using VeritasVault.External.Http;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>Answers that a service, or something between it and us, may give.</summary>
public sealed class HttpAnswerTests
{
    private static readonly ForeignOperation Operation = Samples.Operation(1, 40);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, ForeignFailure.Rejected, false)]
    [InlineData(401, ForeignFailure.Rejected, false)]
    [InlineData(403, ForeignFailure.Rejected, false)]
    [InlineData(409, ForeignFailure.Rejected, false)]
    [InlineData(408, ForeignFailure.TimedOut, true)]
    [InlineData(429, ForeignFailure.Busy, false)]
    [InlineData(500, ForeignFailure.Busy, true)]
    [InlineData(502, ForeignFailure.Unreachable, true)]
    [InlineData(503, ForeignFailure.Busy, true)]
    [InlineData(504, ForeignFailure.TimedOut, true)]
    [InlineData(201, ForeignFailure.Broken, true)]
    [InlineData(302, ForeignFailure.Broken, true)]
    [InlineData(307, ForeignFailure.Broken, true)]
    [InlineData(501, ForeignFailure.Broken, true)]
    public async Task A_status_has_its_meaning(int status, ForeignFailure failure, bool mayHaveTakenEffect)
    {
        var prepare = await FailAsync(ForeignCall.Prepare, status, "<html>");
        Assert.Equal((failure, mayHaveTakenEffect), (prepare.Failure, prepare.MayHaveTakenEffect));

        var query = await FailAsync(ForeignCall.Query, status, "<html>");
        Assert.Equal((failure, false), (query.Failure, query.MayHaveTakenEffect));
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, "{}")]
    [InlineData(200, "{\"id\":\"ID\"}")]
    [InlineData(200, "{\"id\":\"other\",\"state\":\"executed\"}")]
    [InlineData(200, "{\"id\":\"ID\",\"state\":\"EXECUTED\"}")]
    [InlineData(200, "{\"id\":\"ID\",\"state\":\"unknown\"}")]
    [InlineData(200, "{\"id\":\"ID\",\"state\":null}")]
    [InlineData(200, "{\"id\":\"ID\",\"state\":1}")]
    [InlineData(200, "{\"id\":\"ID\",\"state\":\"executed\",\"more\":1}")]
    [InlineData(200, "{\"id\":\"ID\",\"state\":\"refunded\",\"state\":\"executed\"}")]
    [InlineData(200, "{\"id\":\"ID\",\"state\":\"executed\"} trailing")]
    [InlineData(404, "{\"id\":\"ID\",\"state\":\"executed\"}")]
    [InlineData(404, "{\"id\":\"ID\",\"state\":\"refused\"}")]
    public async Task Nothing_but_the_answer_agreed_on_is_believed(int status, string body)
    {
        var failure = await FailAsync(ForeignCall.Prepare, status, body.Replace("ID", Operation.Id.ToString()));
        Assert.Equal((ForeignFailure.Broken, true), (failure.Failure, failure.MayHaveTakenEffect));
    }

    [Fact]
    public async Task A_404_of_somebody_else_is_not_taken_for_unknown()
    {
        using var client = Client(404, "not found", "text/plain");
        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
            () => new HttpLedger(client).QueryAsync(Operation.Id, Token));
        Assert.Equal(ForeignFailure.Broken, failure.Failure);
    }

    [Theory]
    [InlineData(HttpLedger.AnswerBytesMax, true)]
    [InlineData(HttpLedger.AnswerBytesMax + 1, false)]
    public async Task An_answer_has_a_longest_length(int length, bool believed)
    {
        var answer = $"{{\"id\":\"{Operation.Id}\",\"state\":\"executed\"}}".PadRight(length);
        using var client = Client(200, answer, "application/json");
        var exception = await Record.ExceptionAsync(() => new HttpLedger(client).QueryAsync(Operation.Id, Token));
        Assert.Equal(believed, exception is null);
    }

    [Fact]
    public async Task An_answer_from_another_address_is_not_believed()
    {
        using var client = new HttpClient(new Stub(() => new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = new HttpRequestMessage(HttpMethod.Get, "http://elsewhere/"),
            Content = new StringContent(
                $"{{\"id\":\"{Operation.Id}\",\"state\":\"executed\"}}", Encoding.UTF8, "application/json"),
        }))
        {
            BaseAddress = new Uri("http://stub/"),
        };
        var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
            () => new HttpLedger(client).QueryAsync(Operation.Id, Token));
        Assert.Equal(ForeignFailure.Broken, failure.Failure);
    }

    [Fact]
    public async Task Only_a_connection_never_made_is_certain_to_have_done_nothing()
    {
        foreach (var (error, certain) in new[]
        {
            (HttpRequestError.ConnectionError, true), (HttpRequestError.NameResolutionError, true),
            (HttpRequestError.ResponseEnded, false), (HttpRequestError.Unknown, false),
        })
        {
            using var client = new HttpClient(new Stub(() => throw new HttpRequestException(error, "broken")))
            {
                BaseAddress = new Uri("http://stub/"),
            };
            var failure = await Assert.ThrowsAsync<ForeignLedgerException>(
                () => new HttpLedger(client).PrepareAsync(Operation, Token));
            Assert.Equal((ForeignFailure.Unreachable, !certain), (failure.Failure, failure.MayHaveTakenEffect));
        }
    }

    private static async Task<ForeignLedgerException> FailAsync(ForeignCall call, int status, string body)
    {
        using var client = Client(status, body, "application/json");
        return await Assert.ThrowsAsync<ForeignLedgerException>(
            () => Calls.MakeAsync(new HttpLedger(client), call, Operation, Token));
    }

    private static HttpClient Client(int status, string body, string type) =>
        new(new Stub(() => new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        }))
        {
            BaseAddress = new Uri("http://stub/"),
        };

    private sealed class Stub(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer());
    }
}
