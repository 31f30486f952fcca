using Microsoft.AspNetCore.Components;
using Portal.Monitoring.Fields;

namespace Portal.Web.Features.Kpis;

/// <summary>What a picked field is used as.</summary>
/// <param name="Text">In a word.</param>
/// <param name="Picked">Told of the field.</param>
public sealed record FieldUse(string Text, EventCallback<PayloadField> Picked)
{
    internal Task Pick(PayloadField field) => Picked.InvokeAsync(field);
}
