using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VeritasVault.Core;
using VeritasVault.External.TestKit;

namespace VeritasVault.External.Tests;

/// <summary>A real service on the loopback that executes and refunds transfers. It shares no message type with the
/// adapter: the two meet on the wire alone.</summary>
internal sealed class TransferService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TransferService(WebApplication app) => _app = app;

    internal MemoryExternalLedger Books { get; } = new(LedgerCapabilities.Compensating);

    internal Uri Address => new($"{_app.Urls.Single()}/");

    internal static async Task<TransferService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var service = new TransferService(builder.Build());
        service._app.Urls.Add("http://127.0.0.1:0");
        service._app.MapPost("/transfers", service.ExecuteAsync);
        service._app.MapPost("/transfers/{id}/refund", service.RefundAsync);
        service._app.MapGet("/transfers/{id}", service.ShowAsync);
        await service._app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ExecuteAsync(HttpContext context)
    {
        var body = await JsonNode.ParseAsync(context.Request.Body);
        var operation = new ForeignOperation
        {
            Id = OperationId.Parse((string)body!["id"]!),
            Transfers =
            [
                new ForeignTransfer(
                    AccountId.Parse((string)body["from"]!), AccountId.Parse((string)body["to"]!),
                    AssetId.Parse((string)body["asset"]!),
                    Int128.Parse((string)body["quantity"]!, CultureInfo.InvariantCulture)),
            ],
        };
        await AnswerAsync(context, operation.Id, () => Books.PrepareAsync(operation, context.RequestAborted));
    }

    private async Task RefundAsync(HttpContext context)
    {
        var id = IdOf(context);
        var bare = Samples.Operation(1, 1) with { Id = id };
        await AnswerAsync(context, id, () => Books.AbortAsync(bare, context.RequestAborted));
    }

    private async Task ShowAsync(HttpContext context)
    {
        var id = IdOf(context);
        await AnswerAsync(context, id, () => Books.QueryAsync(id, context.RequestAborted));
    }

    private static OperationId IdOf(HttpContext context) =>
        OperationId.Parse((string)context.Request.RouteValues["id"]!);

    private static async Task AnswerAsync(HttpContext context, OperationId id, Func<Task<ForeignReply>> call)
    {
        try
        {
            var reply = await call();
            context.Response.StatusCode = reply.State == ForeignState.NotFound ? 404 : 200;
            context.Response.ContentType = "application/json";
            var state = reply.State switch
            {
                ForeignState.Prepared or ForeignState.Committed => "executed",
                ForeignState.Aborted => "refunded",
                ForeignState.Refused => "refused",
                ForeignState.NotFound => "unknown",
            };
            await context.Response.WriteAsync(
                new JsonObject { ["id"] = id.ToString(), ["state"] = state, ["code"] = reply.Code }.ToJsonString());
        }
        catch (ForeignLedgerException rejected)
        {
            context.Response.StatusCode = 409;
            await context.Response.WriteAsync(rejected.Message);
        }
    }
}
