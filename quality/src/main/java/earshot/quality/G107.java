// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static java.lang.Math.exp;
import static java.lang.Math.log10;
import static java.lang.Math.pow;
import static java.lang.Math.sqrt;

import java.util.EnumMap;
import java.util.Map;

/**
 * The complete narrowband E-model (ITU-T G.107 clause 7): a connection with everything that can be said of it, and its
 * rating {@code R = Ro - Is - Id - Ie,eff + A}. Monitors know little of that; {@link EModel} is what they use.
 *
 * <p>Immutable; names in the formulas are those of the recommendation.
 */
public final class G107 {
    /** A parameter of the model with its default (G.107 Table 2). */
    public enum Parameter {
        /** Send loudness rating, dB. */
        SLR(8),
        /** Receive loudness rating, dB. */
        RLR(2),
        /** Sidetone masking rating, dB. */
        STMR(15),
        /** D-value of the telephone on the sending side. */
        DS(3),
        /** D-value of the telephone on the receiving side. */
        DR(3),
        /** Talker echo loudness rating, dB. */
        TELR(65),
        /** Weighted echo path loss, dB. */
        WEPL(110),
        /** Mean one-way delay of the echo path, ms. */
        T(0),
        /** Round-trip delay in a four-wire loop, ms. */
        TR(0),
        /** Absolute delay, mouth to ear, ms. */
        TA(0),
        /** Delay up to which nobody minds, ms. */
        MT(100),
        /** Sensitivity to delay above that. */
        ST(1),
        /** Quantisation distortion units. */
        QDU(1),
        /** Equipment impairment of the codec. */
        IE(0),
        /** Robustness of the codec against loss, percent. */
        BPL(4.3),
        /** Packet loss, percent. */
        PPL(0),
        /** Burst ratio. */
        BURST_R(1),
        /** Circuit noise at the 0 dBr point, dBm0p. */
        NC(-70),
        /** Noise floor at the receiving side, dBmp. */
        NFOR(-64),
        /** Room noise at the sending side, dB(A). */
        PS(35),
        /** Room noise at the receiving side, dB(A). */
        PR(35),
        /** Advantage factor. */
        A(0);

        private final double standard;

        Parameter(double standard) {
            this.standard = standard;
        }
    }

    private final Map<Parameter, Double> changed;

    private G107(Map<Parameter, Double> changed) {
        this.changed = changed;
    }

    /** The reference connection: every parameter at its default. */
    public static G107 defaults() {
        return new G107(Map.of());
    }

    /** This connection with one parameter changed. */
    public G107 with(Parameter parameter, double value) {
        Map<Parameter, Double> more = new EnumMap<>(Parameter.class);
        more.putAll(changed);
        more.put(parameter, value);
        return new G107(more);
    }

    /** R. */
    public double rating() {
        return ro() - is() - id() - ieEff() + get(Parameter.A);
    }

    /** This connection with the talkers of a class: mT and sT. */
    public G107 with(DelaySensitivity sensitivity) {
        return with(Parameter.MT, sensitivity.insensibleMs()).with(Parameter.ST, sensitivity.steepness());
    }

    /** Nos: room noise at the sending side, dBm0p (clause 7.2). */
    double nos() {
        double ps = get(Parameter.PS);
        double lineUp = ps - olr() - get(Parameter.DS) - 14;
        return ps - get(Parameter.SLR) - get(Parameter.DS) - 100 + 0.004 * lineUp * lineUp;
    }

    /** Pre: room noise at the receiving side with what comes through the sidetone, dBm0p (clause 7.2). */
    double pre() {
        double lstr = get(Parameter.STMR) + get(Parameter.DR);
        return get(Parameter.PR) + 10 * log10(1 + pow(10, (10 - lstr) / 10));
    }

    /** Nor: that noise at the 0 dBr point, dBm0p (clause 7.2). */
    double nor() {
        double pre = pre();
        return get(Parameter.RLR) - 121 + pre + 0.008 * (pre - 35) * (pre - 35);
    }

    /** Nfo: noise floor at the receiving side, dBm0p (clause 7.2). */
    double nfo() {
        return get(Parameter.NFOR) + get(Parameter.RLR);
    }

    /** No: the sum of all noise, dBm0p (clause 7.2). */
    public double no() {
        return 10
                * log10(pow(10, get(Parameter.NC) / 10)
                        + pow(10, nos() / 10)
                        + pow(10, nor() / 10)
                        + pow(10, nfo() / 10));
    }

    /** Ro: the signal-to-noise ratio everything starts from (clause 7.2). */
    public double ro() {
        return 15 - 1.5 * (get(Parameter.SLR) + no());
    }

    /** Is: what comes at the same time as the voice (clause 7.3). */
    public double is() {
        return iolr() + ist() + iq();
    }

    /** Id: what comes late (clause 7.4). */
    public double id() {
        return idte() + idle() + idd();
    }

    /** Iolr: too quiet or too loud (clause 7.3.1). */
    public double iolr() {
        double xolr = xolr();
        return 20 * (pow(1 + pow(xolr / 8, 8), 1.0 / 8) - xolr / 8);
    }

    double xolr() {
        return olr() + 0.2 * (64 + no() - get(Parameter.RLR));
    }

    /** Ist: sidetone not as it should be (clause 7.3.2). */
    public double ist() {
        double stmro = -10
                * log10(pow(10, -get(Parameter.STMR) / 10)
                        + exp(-get(Parameter.T) / 4) * pow(10, -get(Parameter.TELR) / 10));
        return 12 * pow(1 + pow((stmro - 13) / 6, 8), 1.0 / 8)
                - 28 * pow(1 + pow((stmro + 1) / 19.4, 35), 1.0 / 35)
                - 13 * pow(1 + pow((stmro - 3) / 33, 13), 1.0 / 13)
                + 29;
    }

    /** Iq: quantisation (clause 7.3.3). */
    public double iq() {
        double q = 37 - 15 * log10(get(Parameter.QDU));
        double g = 1.07 + 0.258 * q + 0.0602 * q * q;
        double y = (ro() - 100) / 15 + 46 / 8.4 - g / 9;
        double z = 46.0 / 30 - g / 40;
        return 15 * log10(1 + pow(10, y) + pow(10, z));
    }

    /** Idte: talker echo (clause 7.4.1). */
    public double idte() {
        double t = get(Parameter.T);
        double idte = 0;
        if (t >= 1) {
            double half = (-1.5 * (no() - get(Parameter.RLR)) - re()) / 2;
            idte = (half + sqrt(half * half + 100) - 1) * (1 - exp(-t));
        }
        return get(Parameter.STMR) > 20 ? sqrt(idte * idte + ist() * ist()) : idte;
    }

    /** Idle: listener echo (clause 7.4.2). */
    public double idle() {
        double rle = 10.5 * (get(Parameter.WEPL) + 7) * pow(get(Parameter.TR) + 1, -0.25);
        double half = (ro() - rle) / 2;
        return half + sqrt(half * half + 169);
    }

    /** Idd: absolute delay, however good the echo control (clause 7.4.3). */
    public double idd() {
        return EModel.delayImpairment(get(Parameter.TA), get(Parameter.MT), get(Parameter.ST));
    }

    /** Ie,eff: the codec, and loss (clause 7.5). */
    public double ieEff() {
        return EModel.effectiveEquipmentImpairment(
                get(Parameter.IE),
                get(Parameter.BPL),
                get(Parameter.PPL),
                get(Parameter.BURST_R),
                Scale.NB.impairmentMax());
    }

    private double re() {
        double t = get(Parameter.T);
        double terv = get(Parameter.TELR) - 40 * log10((1 + t / 10) / (1 + t / 150)) + 6 * exp(-0.3 * t * t);
        if (get(Parameter.STMR) < 9) terv += ist() / 2;
        return 80 + 2.5 * (terv - 14);
    }

    private double olr() {
        return get(Parameter.SLR) + get(Parameter.RLR);
    }

    private double get(Parameter parameter) {
        return changed.getOrDefault(parameter, parameter.standard);
    }
}
