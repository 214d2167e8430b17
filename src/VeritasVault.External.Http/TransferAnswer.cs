using System.Net;
using System.Text.Json;
using VeritasVault.Core;

namespace VeritasVault.External.Http;

/// <summary>Reads an answer and judges whether it is one.</summary>
internal static class TransferAnswer
{
    /// <summary>The answer's body.</summary>
    /// <exception cref="InvalidDataException">It is too long, no JSON, or not the JSON agreed on.</exception>
    internal static async Task<TransferReply> ReadAsync(HttpResponseMessage response, CancellationToken token)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/json")
        {
            throw new InvalidDataException($"status {(int)response.StatusCode} came without JSON");
        }

        var body = await ReadBoundedAsync(response.Content, token).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body.Span, TransferJson.Default.TransferReply)
                ?? throw new InvalidDataException("the answer is null");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"the answer is not the JSON agreed on: {wrong.Message}", wrong);
        }
    }

    /// <summary>What the answer means.</summary>
    /// <exception cref="InvalidDataException">It contradicts itself or names another transfer.</exception>
    internal static ForeignReply Judge(
        HttpStatusCode status, TransferReply reply, OperationId id, ForeignState executed)
    {
        if (reply.Id != id.ToString())
        {
            throw new InvalidDataException("the answer names another transfer");
        }

        ForeignState? state = (status, reply.State) switch
        {
            (HttpStatusCode.OK, "executed") => executed,
            (HttpStatusCode.OK, "refunded") => ForeignState.Aborted,
            (HttpStatusCode.OK, "refused") => ForeignState.Refused,
            (HttpStatusCode.NotFound, "unknown") => ForeignState.NotFound,
            _ => null,
        };
        return state is { } known
            ? new ForeignReply(known, reply.Code, reply.Text)
            : throw new InvalidDataException($"status {(int)status} came with the state '{reply.State}'");
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBoundedAsync(HttpContent content, CancellationToken token)
    {
        // One byte more than allowed, to see that there is more.
        var buffer = new byte[HttpLedger.AnswerBytesMax + 1];
        var body = await content.ReadAsStreamAsync(token).ConfigureAwait(false);
        await using var closing = body.ConfigureAwait(false);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token)
            .ConfigureAwait(false);
        return length <= HttpLedger.AnswerBytesMax
            ? buffer.AsMemory(0, length)
            : throw new InvalidDataException($"the answer is longer than {HttpLedger.AnswerBytesMax} bytes");
    }
}
