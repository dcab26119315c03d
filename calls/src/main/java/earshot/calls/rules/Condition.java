// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import java.io.Serializable;

/** A comparison with a threshold in the unit of the metric. */
public record Condition(Operator operator, double value) implements Serializable {
    /** How to compare. */
    public enum Operator {
        ABOVE(">"),
        AT_LEAST(">="),
        BELOW("<"),
        AT_MOST("<=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    public boolean holds(double measured) {
        return switch (operator) {
            case ABOVE -> measured > value;
            case AT_LEAST -> measured >= value;
            case BELOW -> measured < value;
            case AT_MOST -> measured <= value;
        };
    }
}
