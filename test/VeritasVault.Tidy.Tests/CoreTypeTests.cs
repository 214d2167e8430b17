using System.Reflection;

namespace VeritasVault.Tidy.Tests;

/// <summary>What the compiler's bans do not see in the core: inexact numbers, hash tables, static state.</summary>
public class CoreTypeTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static
        | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly Core = Assembly.Load("VeritasVault.Core");
    private static readonly Type[] Inexact = [typeof(float), typeof(double), typeof(decimal), typeof(Half)];

    private static readonly Type[] Unordered =
    [
        typeof(Dictionary<,>), typeof(Dictionary<,>.Enumerator), typeof(Dictionary<,>.KeyCollection),
        typeof(Dictionary<,>.ValueCollection), typeof(Dictionary<,>.KeyCollection.Enumerator),
        typeof(Dictionary<,>.ValueCollection.Enumerator), typeof(HashSet<>), typeof(HashSet<>.Enumerator),
    ];

    [Fact]
    public void The_core_holds_no_inexact_number()
    {
        var findings = new Findings(
            "Money and everything beside it in the core is a checked integer.",
            "use Int128, long or another integer; scale where text is read or written.");
        foreach (var (place, type) in Core.GetTypes().SelectMany(TypesUsedIn))
        {
            findings.AddIf(Parts(type).Any(Inexact.Contains), $"{place}: {type.Name}");
        }

        findings.MustBeNone();
    }

    [Fact]
    public void Hash_tables_in_the_core_are_behind_Index()
    {
        var findings = new Findings(
            "The order of a hash table is not deterministic, so the core never enumerates one.",
            "use Index<TKey, TValue>, which looks up and cannot be enumerated, or a sorted collection.");
        foreach (var type in Core.GetTypes().Where(type => !IsIndex(type)))
        {
            foreach (var (place, used) in TypesUsedIn(type))
            {
                findings.AddIf(Parts(used).Any(Unordered.Contains), $"{place}: {used.Name}");
            }
        }

        findings.MustBeNone();
    }

    [Fact]
    public void The_core_has_no_static_state()
    {
        var findings = new Findings(
            "Static state is shared by all ledgers of a process and survives a replay.",
            "make it a member of the state, or readonly or const when it never changes.");
        foreach (var field in Core.GetTypes().Where(IsOurs).SelectMany(type => type.GetFields(Everything)))
        {
            var changes = field.IsStatic && !field.IsInitOnly && !field.IsLiteral;
            findings.AddIf(changes, $"{field.DeclaringType}.{field.Name}");
        }

        findings.MustBeNone();
    }

    [Fact]
    public void The_core_references_the_runtime_only()
    {
        var findings = new Findings(
            "The core references System assemblies only.",
            "move what needs the reference outwards.");
        foreach (var reference in Core.GetReferencedAssemblies())
        {
            findings.AddIf(!reference.Name!.StartsWith("System.", StringComparison.Ordinal), reference.Name!);
        }

        findings.MustBeNone();
    }

    private static bool IsIndex(Type type) =>
        type.Name.StartsWith("Index`", StringComparison.Ordinal) || (type.DeclaringType is { } outer && IsIndex(outer));

    // Closures' caches and constant blobs are the compiler's; backing fields inside our types are ours.
    private static bool IsOurs(Type type) =>
        !type.Name.StartsWith('<') && (type.DeclaringType is not { } outer || IsOurs(outer));

    private static IEnumerable<(string Place, Type Type)> TypesUsedIn(Type type)
    {
        foreach (var field in type.GetFields(Everything))
        {
            yield return ($"field {type}.{field.Name}", field.FieldType);
        }

        foreach (var property in type.GetProperties(Everything))
        {
            yield return ($"property {type}.{property.Name}", property.PropertyType);
        }

        foreach (var method in type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything)))
        {
            foreach (var used in TypesUsedIn(method))
            {
                yield return ($"method {type}.{method.Name}", used);
            }
        }
    }

    private static IEnumerable<Type> TypesUsedIn(MethodBase method)
    {
        var returned = method is MethodInfo info ? [info.ReturnType] : Type.EmptyTypes;
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType);
        var locals = method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [];
        return returned.Concat(parameters).Concat(locals);
    }

    /// <summary>The type, or what it is an array or reference of, and its type arguments, all the way down.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }

        return type.IsGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
            : [type];
    }
}
