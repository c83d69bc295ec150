using System.Xml.Linq;

namespace Chainrule.Explain;

/// <summary>A network in the manner of the tutorial: units as circles in columns, weights on the links, one way through it highlighted.</summary>
internal sealed class NetworkDrawing
{
    /// <summary>How many links of a way are listed in words.</summary>
    private const int MostListed = 16;

    private readonly NetworkView _view;
    private readonly NetworkPath _path;
    private readonly NetworkLayout _layout;
    private readonly FigureNumbers _numbers;
    private readonly Words<PageText> _words;
    private readonly List<XElement> _links = [], _plates = [], _units = [], _marks = [];

    private NetworkDrawing(NetworkView view, IReadOnlyList<string> focus, FigureNumbers numbers, Words<PageText> words)
    {
        (_view, _numbers, _words) = (view, numbers, words);
        _path = new(focus, view);
        _layout = new(view, _path, HasTargets);
        for (var layer = 1; layer <= view.Depth; layer++) DrawLinks(layer);
        for (var layer = 0; layer <= view.Depth; layer++) DrawUnits(layer);
        if (_layout.HasErrors) DrawErrors();
        else if (HasTargets) DrawTargets();
    }

    /// <summary>The drawing.</summary>
    /// <param name="id">The beginning of the ids of its title and description.</param>
    /// <param name="view">The network.</param>
    /// <param name="focus">The ids whose way is highlighted.</param>
    /// <param name="numbers">Which numbers are shown.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="words">The language.</param>
    public static XElement Draw(
        string id, NetworkView view, IReadOnlyList<string> focus, FigureNumbers numbers, string title, Words<PageText> words)
    {
        var drawing = new NetworkDrawing(view, focus, numbers, words);
        var layout = drawing._layout;
        XElement[] content = [.. drawing._links, .. drawing._plates, .. drawing._units, .. drawing._marks];
        return Svg.Drawing(id, layout.Width, layout.Height, title, drawing.Description(), content);
    }

    private bool HasTargets => _numbers != FigureNumbers.None && _view.HasTargets;

    private string Way => _path.IsBackward ? "back" : "forth";

    private string Description()
    {
        var shape = _words[PageText.DrawingOf, _view.Sizes[0], string.Join(_words[PageText.ListComma], _view.Sizes.Skip(1))];
        var links =
            from layer in Enumerable.Range(1, _view.Depth)
            from unit in UnitsOf(layer)
            from source in UnitsOf(layer - 1)
            where _path.HasLink(layer, unit, source)
            select _words[PageText.LinkOf, WeightName(layer, unit, source), _view.UnitName(layer - 1, source), _view.UnitName(layer, unit)];
        var listed = string.Join(_words[PageText.ListComma], links.Take(MostListed));
        return listed.Length == 0 ? shape : $"{shape} {_words[PageText.Highlighted, listed]}";
    }

    private IEnumerable<int> UnitsOf(int layer) => _layout.Rows[layer].Where(row => row.Unit > 0).Select(row => row.Unit);

    private void DrawLinks(int layer)
    {
        for (var row = 0; row < _layout.Rows[layer].Count; row++)
        {
            var unit = _layout.Rows[layer][row].Unit;
            if (unit == 0) continue;
            for (var below = 0; below < _layout.Rows[layer - 1].Count; below++)
                if (_layout.Rows[layer - 1][below].Unit is var from and > 0)
                    DrawWeight(layer, unit, from, _layout.At(layer - 1, below), _layout.At(layer, row));
            if (_layout.HasBiasRow)
                DrawLink(_layout.Bias(layer), _layout.At(layer, row), _path.HasLink(layer, unit, 0), isNegative: false, isDashed: true);
        }
    }

    private void DrawWeight(int layer, int unit, int from, (double X, double Y) start, (double X, double Y) end)
    {
        var isOn = _path.HasLink(layer, unit, from);
        var value = _view.ValueOf(new(QuantityKind.Weight, layer, unit, from));
        DrawLink(start, end, isOn, value < 0, isDashed: false);
        var isFocus = _path.Weight == (layer, unit, from);
        if (_layout.IsCrowded && !isFocus) return;
        // A link that none crosses has room above and below its middle; of the others, labels stand near the source, badges near the end.
        var isLevel = Math.Abs(end.Y - start.Y) < 1 || _layout.Rows[layer].Count == 1 || _layout.Rows[layer - 1].Count == 1;
        var at = Along(start, end, isLevel ? 0.5 : 0.38);
        if (!_layout.IsCrowded)
        {
            var name = MathName.Parse(WeightName(layer, unit, from));
            DrawLabel(name, _numbers == FigureNumbers.Given ? value : null, at.X, at.Y + (isLevel ? -8 : 4), isOn);
        }
        var badge = Along(start, end, isLevel ? 0.5 : 0.71);
        if (isLevel) badge.Y += 14;
        if (isFocus) Badge("3", badge);
        else if (isOn && _path.Weight is { } weight && layer == weight.Layer + 1) Badge(_view.Sizes[layer] > 1 ? $"1.{unit}" : "1", badge);
    }

    private void DrawLabel(MathName name, double? value, double x, double y, bool isOn)
    {
        var number = value is { } given ? " " + Digits.Of(given, 4) : "";
        var width = 14 + 7 * (name.Base.Length + name.Subscript.Length - 1 + number.Length);
        _plates.Add(Svg.Box("plate", x - width / 2.0, y - 12, width, 17, 4));
        object[] content = [.. Svg.Name(name), .. number.Length > 0 ? Svg.Number(number) : []];
        _marks.Add(Svg.Words(isOn ? $"label {Way}" : "label", x, y, content));
    }

    private void DrawLink((double X, double Y) start, (double X, double Y) end, bool isOn, bool isNegative, bool isDashed)
    {
        var style = $"link{(isOn ? $" on {Way}" : _layout.IsCrowded ? " faint" : "")}{(isNegative ? " negative" : "")}{(isDashed ? " bias" : "")}";
        var (dx, dy) = Svg.Direction(start, end);
        var radius = _layout.Radius;
        (double X, double Y) first = (start.X + radius * dx, start.Y + radius * dy), last = (end.X - radius * dx, end.Y - radius * dy);
        _links.Add(Svg.Line(style, first.X, first.Y, last.X, last.Y));
        if (isOn) _links.Add(_path.IsBackward && !isDashed ? Svg.Arrow($"head {Way}", last, first) : Svg.Arrow($"head {Way}", first, last));
    }

    private void DrawUnits(int layer)
    {
        for (var row = 0; row < _layout.Rows[layer].Count; row++)
        {
            var (unit, leftOut) = _layout.Rows[layer][row];
            var at = _layout.At(layer, row);
            if (leftOut > 0) DrawGap(leftOut, at);
            else DrawUnit(layer, unit, at);
        }
        if (layer < _view.Depth && _layout.HasBiasRow) DrawBias(layer + 1);
        if (_layout.IsCrowded) DrawHeading(layer);
    }

    private void DrawGap(int leftOut, (double X, double Y) at)
    {
        _units.Add(Svg.Box("plate", at.X - 36, at.Y - 10, 72, 20, 4));
        _units.Add(Svg.Words("more", at.X, at.Y + 4, _words[PageText.MoreUnits, leftOut]));
    }

    private void DrawUnit(int layer, int unit, (double X, double Y) at)
    {
        var kind = layer == 0 ? "input" : layer == _view.Depth ? "output" : "hidden";
        var isShown = !_layout.IsCrowded && (_numbers == FigureNumbers.Outputs || _numbers == FigureNumbers.Given && layer == 0);
        var output = new QuantityId(layer == 0 ? QuantityKind.Input : QuantityKind.Output, layer, unit, 0, _view.Sample);
        object name = _layout.IsCrowded ? $"{unit}" : Svg.Name(MathName.Parse(_view.UnitName(layer, unit)));
        DrawNode($"unit {kind}", name, isShown ? _view.ValueOf(output) : null, at, _path.HasUnit(layer, unit));
        if (layer > 0 && _view.HasUnitBiases && !_layout.IsCrowded) DrawOwnBias(layer, unit, at);
        if (_path.Weight is not { } weight || (weight.Layer, weight.Unit) != (layer, unit)) return;
        Badge("2", (at.X, at.Y - _layout.Radius));
        if (_layout.IsCrowded && layer < _view.Depth) Badge("1", (at.X + _layout.Radius + 14, at.Y));
    }

    private void DrawHeading(int layer)
    {
        var (x, y) = NetworkLayout.Heading(layer);
        _marks.Add(Svg.Words("note", x, y, layer == 0 ? _words[PageText.InputsHead] : _words[PageText.LayerHead, layer]));
    }

    /// <summary>A bias that a unit has to itself stands below it.</summary>
    private void DrawOwnBias(int layer, int unit, (double X, double Y) at)
    {
        var name = Svg.Name(MathName.Parse(_view.NameOf(new(QuantityKind.Bias, layer, unit))));
        _marks.Add(Svg.Words(_path.HasLink(layer, unit, 0) ? $"label {Way}" : "label", at.X, at.Y + _layout.Radius + 14, name));
    }

    private void DrawBias(int layer)
    {
        var isShown = _numbers != FigureNumbers.None && !_layout.IsCrowded;
        var isOn = Enumerable.Range(1, _view.Sizes[layer]).Any(unit => _path.HasLink(layer, unit, 0));
        var bias = new QuantityId(QuantityKind.Bias, layer, 1);
        var name = Svg.Name(MathName.Parse(_view.NameOf(bias)));
        DrawNode("unit bias", name, isShown ? _view.ValueOf(bias) : null, _layout.Bias(layer), isOn);
    }

    private void DrawErrors()
    {
        for (var row = 0; row < _layout.Rows[^1].Count; row++)
        {
            if (_layout.Rows[^1][row].Unit is not (var output and > 0)) continue;
            var isOn = _path.HasError(output);
            var (unit, error) = (_layout.At(_view.Depth, row), _layout.Error(row));
            DrawLink(unit, error, isOn, false, false);
            var isAlone = _layout.Rows[^1].Count == 1;
            var name = isAlone ? _view.LossName : _view.NameOf(new(QuantityKind.OutputError, 0, output));
            DrawNode("unit error", Svg.Name(MathName.Parse(name)), null, error, isOn);
            if (!isAlone) DrawLink(error, _layout.Total, isOn, false, false);
            if (_path.Weight is { } weight && (weight.Layer, weight.Unit) == (_view.Depth, output))
                Badge("1", (Along(unit, error, 0.5).X, unit.Y - 16));
        }
        if (_layout.Rows[^1].Count > 1) DrawNode("unit error", Svg.Name(MathName.Parse(_view.LossName)), null, _layout.Total, isOn: true);
    }

    private void DrawTargets()
    {
        for (var row = 0; row < _layout.Rows[^1].Count; row++)
        {
            if (_layout.Rows[^1][row].Unit is not (var output and > 0)) continue;
            var at = _layout.At(_view.Depth, row);
            var x = at.X + _layout.Radius + 8;
            _marks.Add(Svg.Words("note", x, at.Y - 3, _words[PageText.Target], "start"));
            _marks.Add(Svg.Words("number", x, at.Y + 12, Digits.Of(_view.ValueOf(new(QuantityKind.Target, 0, output, 0, _view.Sample)), 4), "start"));
        }
    }

    private string WeightName(int layer, int unit, int from) => _view.NameOf(new(QuantityKind.Weight, layer, unit, from));

    private void DrawNode(string style, object name, double? value, (double X, double Y) at, bool isOn)
    {
        _units.Add(Svg.Circle(isOn ? $"{style} on {Way}" : style, at.X, at.Y, _layout.Radius));
        _units.Add(Svg.Words(_layout.IsCrowded ? "name small" : "name", at.X, at.Y + (value is null ? 5 : -3), name));
        if (value is { } number) _units.Add(Svg.Words("number", at.X, at.Y + 15, Digits.Of(number, 4)));
    }

    private void Badge(string number, (double X, double Y) at)
    {
        _marks.Add(Svg.Box("badge", at.X - 5 - 4 * number.Length, at.Y - 9, 10 + 8 * number.Length, 18, 9));
        _marks.Add(Svg.Words("badge", at.X, at.Y + 4, number));
    }

    private static (double X, double Y) Along((double X, double Y) start, (double X, double Y) end, double t) =>
        (start.X + t * (end.X - start.X), start.Y + t * (end.Y - start.Y));
}
