// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import java.util.ArrayList;
import java.util.List;

/** An aligned table of text: as wide as its content, numbers to the right, cells of hostile text made harmless. */
public final class TextTable {
    private static final String GAP = "  ";

    /** One cell: what it says and in which colour. */
    public record Cell(String text, Terminal.Colour colour) {
        public static Cell of(String text) {
            return new Cell(text, Terminal.Colour.NONE);
        }
    }

    /** A column: its heading, its side, and where a longer text is cut (0: nowhere). */
    public record Column(String heading, boolean isRight, int widthMax) {
        public static Column left(String heading, int widthMax) {
            return new Column(heading, false, widthMax);
        }

        public static Column right(String heading) {
            return new Column(heading, true, 0);
        }
    }

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    public TextTable(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row; it has as many cells as the table has columns. */
    public void add(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        List<Cell> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            row.add(new Cell(cut(harmless(cells[i].text), columns.get(i).widthMax), cells[i].colour));
        }
        rows.add(row);
    }

    /** The table as lines, each ending in a line feed. */
    public String render(Terminal terminal) {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        List<Cell> headings = columns.stream()
                .map(column -> new Cell(column.heading, Terminal.Colour.HEADING))
                .toList();
        line(text, headings, widths, terminal);
        rows.forEach(row -> line(text, row, widths, terminal));
        return text.toString();
    }

    /** Text from the wire with its control characters shown as dots, so that it cannot steer a terminal. */
    public static String harmless(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(isHarmless(c) ? c : '.'));
        return safe.toString();
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String cut(String text, int widthMax) {
        return widthMax == 0 || text.length() <= widthMax ? text : text.substring(0, widthMax - 1) + "…";
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).heading.length();
            for (List<Cell> row : rows)
                widths[i] = Math.max(widths[i], row.get(i).text.length());
        }
        return widths;
    }

    private void line(StringBuilder text, List<Cell> cells, int[] widths, Terminal terminal) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Cell cell = cells.get(i);
            String padding = " ".repeat(widths[i] - cell.text.length());
            String painted = terminal.paint(cell.colour, cell.text);
            line.append(columns.get(i).isRight ? padding + painted : painted + padding);
            if (i < widths.length - 1) line.append(GAP);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
