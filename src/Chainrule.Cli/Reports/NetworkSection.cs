using System.Globalization;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>The network: drawn, and layer by layer.</summary>
internal static class NetworkSection
{
    public static IEnumerable<Block> Blocks(ReportData data, ReportWords words)
    {
        var network = data.Model.Network;
        yield return new Paragraph(words.Say(ReportText.NetworkNote, network.ParameterCount, network.Loss.ToString()));
        yield return new NetworkFigure([], words.Say(ReportText.NetworkCaption), FigureNumbers.None);
        yield return new Table(
            [words.Tool[Text.Layer], words.Tool[Text.LayerInputs], words.Tool[Text.Units], words.Tool[Text.Activation], words.Tool[Text.Parameters]],
            [.. network.Layers.Select((layer, l) => (IReadOnlyList<Prose>)
            [
                (l + 1).ToString(CultureInfo.InvariantCulture), ReportWords.Count(layer.Inputs), ReportWords.Count(layer.Units),
                layer.Function, ReportWords.Count(network.ParametersOf(layer)),
            ])]);
    }
}
