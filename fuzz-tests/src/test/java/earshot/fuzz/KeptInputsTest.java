// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every input that is kept, and every beginning of a good one: no fault, in proportion to its length. */
class KeptInputsTest {
    @TestFactory
    Stream<DynamicContainer> everyKeptInputIsSurvived() {
        return Arrays.stream(Targets.values()).map(name -> {
            FuzzTarget target = name.load();
            Watch watch = new Watch(target);
            return DynamicContainer.dynamicContainer(
                    name.label(),
                    KeptInputs.of(name, target).entrySet().stream()
                            .map(kept -> DynamicTest.dynamicTest(kept.getKey(), () -> watch.run(kept.getValue()))));
        });
    }

    @TestFactory
    Stream<DynamicTest> everyBeginningOfASeedIsSurvived() {
        return Arrays.stream(Targets.values())
                .map(name -> DynamicTest.dynamicTest(name.label(), () -> {
                    FuzzTarget target = name.load();
                    Watch watch = new Watch(target);
                    assertThat(target.seeds()).isNotEmpty();
                    for (byte[] seed : target.seeds()) {
                        int step = Math.max(1, seed.length / 200);
                        for (int length = 0; length <= seed.length; length += step) {
                            watch.run(Arrays.copyOf(seed, length));
                        }
                    }
                }));
    }
}
