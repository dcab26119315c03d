// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.calls.rules.RuleException;
import org.junit.jupiter.api.Test;

class PatternFileTest {
    private static final String HEAD = "apiVersion: earshot/v1\nkind: Patterns\npatterns:\n";

    private static PatternSettings parse(String patterns) throws RuleException {
        return PatternFile.parse("patterns.yaml", HEAD + patterns);
    }

    @Test
    void whatIsNotSetHasItsDefault() throws Exception {
        PatternSettings settings = parse("""
                  invite-flood: { threshold: 60 }
                  premiumPrefixes: ["+979", "0900"]
                  silent-trunk: { silentMinutes: 0 }
                  quality-incident: { lift: 3.5 }
                """);

        assertThat(settings.limit(Pattern.INVITE_FLOOD)).isEqualTo(new PatternLimit(1, 60, 5));
        assertThat(settings.limit(Pattern.SCAN)).isEqualTo(new PatternLimit(5, 20, 3));
        assertThat(settings.premiumPrefixes()).containsExactly("+979", "0900");
        assertThat(settings.silence().isOff()).isTrue();
        assertThat(settings.incident()).isEqualTo(new IncidentLimit(5, 10, 50, 3.5, 3.6, 3));
        assertThat(parse("  {}\n")).isEqualTo(PatternSettings.DEFAULT);
    }

    @Test
    void whatIsWrongIsToldInOneLine() {
        refused(
                "  scan: { windowMinutes: 90 }\n",
                "patterns.yaml: patterns: scan: windowMinutes is 90, allowed: 1 to 60");
        refused(
                "  quality-incident: { lift: high }\n",
                "patterns.yaml: patterns: quality-incident: lift is \"high\", allowed: a number");
        refused(
                "  quality-incident: { lift: .nan }\n",
                "patterns.yaml: patterns: quality-incident: lift is NaN, allowed: 1 to 100");
        refused("  shortCallSeconds: 0\n", "patterns.yaml: patterns: shortCallSeconds is 0, allowed: 1 to 600");
        refused(
                "  premiumPrefixes: [900]\n",
                "patterns.yaml: patterns: premiumPrefixes is \"[900]\","
                        + " allowed: a list of up to 1000 texts in quotes");
        assertThatThrownBy(() -> parse("  invite-floods: {}\n"))
                .isInstanceOf(RuleException.class)
                .hasMessageStartingWith("patterns.yaml: patterns: unknown key invite-floods, allowed: invite-flood,");
    }

    private static void refused(String patterns, String message) {
        assertThatThrownBy(() -> parse(patterns))
                .isInstanceOf(RuleException.class)
                .hasMessage(message);
    }
}
