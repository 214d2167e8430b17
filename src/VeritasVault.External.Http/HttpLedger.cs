using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using VeritasVault.Core;

namespace VeritasVault.External.Http;

/// <summary>
/// A service that executes and refunds transfers as a <see cref="LedgerHold.Compensating"/> foreign ledger.
/// </summary>
/// <remarks>
/// <para><c>POST transfers</c> executes, <c>POST transfers/{id}/refund</c> refunds or bars an id never seen,
/// <c>GET transfers/{id}</c> answers; each is idempotent by id. Every answer is JSON with the id, and one of the states
/// <c>executed</c>, <c>refunded</c>, <c>refused</c> (status 200) or <c>unknown</c> (status 404).</para>
/// <para>Nothing but such an answer is believed: a 404 of something between us and the service is no "unknown", a
/// redirect is not followed, an answer is at most <see cref="AnswerBytesMax"/> long and must name our id.</para>
/// </remarks>
public sealed class HttpLedger : IExternalLedger
{
    /// <summary>Longest answer in bytes.</summary>
    public const int AnswerBytesMax = 64 * 1024;

    private readonly HttpClient _client;

    /// <summary>Creates the adapter; the client stays its owner's and brings address (ending with a slash) and
    /// credentials. See <see cref="CreateClient"/>.</summary>
    public HttpLedger(HttpClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
    }

    /// <inheritdoc />
    public LedgerCapabilities Capabilities => LedgerCapabilities.Compensating;

    /// <summary>A client that follows no redirects, keeps no cookies and sets no time-out of its own: that is the
    /// work of <see cref="ResilientLedger"/>.</summary>
    public static HttpClient CreateClient(Uri address)
    {
#pragma warning disable CA2000 // The client disposes its handler.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
#pragma warning restore CA2000
        return new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc />
    public async Task<ForeignReply> PrepareAsync(ForeignOperation operation, CancellationToken cancellationToken)
    {
        var transfer = operation.OnlyTransfer();
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new TransferRequest(
                operation.Id.ToString(), transfer.From.Value, transfer.To.Value, transfer.Asset.Value,
                transfer.Quantity.ToString(CultureInfo.InvariantCulture)),
            TransferJson.Default.TransferRequest);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await SendAsync(
            HttpMethod.Post, "transfers", content, operation.Id, ForeignState.Prepared, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc />
    public Task<ForeignReply> CommitAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Get, $"transfers/{operation.Id}", content: null, operation.Id, ForeignState.Committed,
            cancellationToken);

    /// <inheritdoc />
    public Task<ForeignReply> AbortAsync(ForeignOperation operation, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Post, $"transfers/{operation.Id}/refund", content: null, operation.Id, ForeignState.Prepared,
            cancellationToken);

    /// <inheritdoc />
    public Task<ForeignReply> QueryAsync(OperationId id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, $"transfers/{id}", content: null, id, ForeignState.Prepared, cancellationToken);

    private async Task<ForeignReply> SendAsync(
        HttpMethod method, string path, HttpContent? content, OperationId id, ForeignState executed,
        CancellationToken token)
    {
        var changes = method == HttpMethod.Post;
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token)
                .ConfigureAwait(false);
            if (response.RequestMessage?.RequestUri is { } reached && reached != new Uri(_client.BaseAddress!, path))
            {
                throw new InvalidDataException("the client followed a redirect: make it with CreateClient");
            }

            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
            {
                throw HttpStatuses.Failure(response.StatusCode, changes);
            }

            var reply = await TransferAnswer.ReadAsync(response, token).ConfigureAwait(false);
            return TransferAnswer.Judge(response.StatusCode, reply, id, executed);
        }
        catch (InvalidDataException broken)
        {
            throw new ForeignLedgerException(ForeignFailure.Broken, broken.Message, changes, broken);
        }
        catch (OperationCanceledException late) when (!token.IsCancellationRequested)
        {
            throw new ForeignLedgerException(ForeignFailure.TimedOut, "the client gave up waiting", changes, late);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new ForeignLedgerException(
                ForeignFailure.Unreachable, $"the connection failed: {failure.Message}", changes && !NeverLeft(failure),
                failure);
        }
    }

    // Only then is it certain that the request was not read by anybody.
    private static bool NeverLeft(Exception failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError,
    };
}
