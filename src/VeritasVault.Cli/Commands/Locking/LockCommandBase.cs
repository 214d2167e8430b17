using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>A command about a lock of a person, which says the number and the token that the next one needs.</summary>
internal abstract class LockCommandBase(CliHost host, string name, string description, params string[] examples)
    : RegistryCommandBase(host, name, description, examples)
{
    /// <summary>The lock's number; 0 when it is that of the record.</summary>
    protected virtual long NumberOf(CommandContext context) => 0;

    protected override int Report(CommandContext context, CommandId id, in Answer answer)
    {
        if (answer is not { Code: OutcomeCode.Applied, Detail: { Field: "token", Value: { } token } detail })
        {
            return base.Report(context, id, answer);
        }

        var given = answer;
        var number = NumberOf(context) is > 0 and var named ? named : answer.RecordNo;
        if (!context.Output.IsJson)
        {
            context.Output.Line($"Lock {number} is held until {detail.Limit}; its token is {token}.");
            context.Output.Line($"Next: veritas lock release {number} --token {token}");
            return ExitCode.Ok;
        }

        context.Output.Json(json =>
        {
            json.WriteString("id", id.ToString());
            json.WriteString("code", given.Code.Name());
            json.WriteNumber("lock", number);
            json.WriteNumber("token", long.Parse(token, System.Globalization.CultureInfo.InvariantCulture));
            AnswerReport.WriteIfAny(json, "until", detail.Limit);
            json.WriteNumber("recordNo", given.RecordNo);
            json.WriteString("at", given.At.ToString());
            json.WriteBoolean("replayed", given.IsReplay);
        });
        return ExitCode.Ok;
    }
}
