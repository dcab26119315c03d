// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import java.util.ArrayList;
import java.util.List;

/** DSCP values (RFC 2474), of which there are 64, as the bits of one number. */
final class DscpBits {
    private DscpBits() {}

    /** In rising order. */
    static List<Integer> values(long bits) {
        List<Integer> values = new ArrayList<>(1);
        for (long left = bits; left != 0; left &= left - 1) values.add(Long.numberOfTrailingZeros(left));
        return values;
    }
}
