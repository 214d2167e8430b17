using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Shows how far an audit is. Not Progress&lt;T&gt;: that one reports on other threads, after the work is
/// done.</summary>
internal sealed class AuditBar(Action<double> show) : IProgress<AuditProgress>
{
    public void Report(AuditProgress value) => show((double)value.BlocksDone / Math.Max(1, value.BlocksTotal));
}
