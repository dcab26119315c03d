// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import java.util.Arrays;
import java.util.Objects;

/** An answer asked for twice, amid different octets: one that differs was read outside the input. */
final class Amid {
    private Amid() {}

    /** What is asked; the answer has an equals. */
    @FunctionalInterface
    interface Question {
        Object ask(byte[] bytes, int offset, int length);
    }

    static void same(byte[] input, Question question) {
        Object first = ask(input, 3, (byte) 0, question);
        Object second = ask(input, 11, (byte) 0x8D, question);
        if (!Objects.equals(first, second)) {
            throw new AssertionError("reads outside its input: " + first + " / " + second);
        }
    }

    private static Object ask(byte[] input, int offset, byte around, Question question) {
        byte[] bytes = new byte[offset + input.length + 40];
        Arrays.fill(bytes, around);
        System.arraycopy(input, 0, bytes, offset, input.length);
        return question.ask(bytes, offset, input.length);
    }

    static void check(boolean holds, String what) {
        if (!holds) throw new AssertionError(what);
    }
}
