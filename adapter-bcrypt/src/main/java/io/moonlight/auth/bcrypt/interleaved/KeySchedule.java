package io.moonlight.auth.bcrypt.interleaved;

import static io.moonlight.auth.bcrypt.interleaved.Blowfish.LAST;
import static io.moonlight.auth.bcrypt.interleaved.Blowfish.WORDS;
import static io.moonlight.auth.bcrypt.interleaved.Blowfish.f;
import static io.moonlight.auth.bcrypt.interleaved.Blowfish.mix;

import java.util.Arrays;

/**
 * Computes the rounds of bcrypt, each of which replaces all tables of Blowfish twice. The methods {@code advance} are one
 * method written out for one, two, three and four computations, because interleaved variables must be local to one loop.
 *
 * <p>They work on copies of the tables: the compiler knows the length of an array whose allocation it sees, and omits the
 * bounds checks, which on JDK 17 cost most of what interleaving gains. The copies are wiped.
 */
final class KeySchedule {

    private KeySchedule() {}

    /** Computes some rounds of one computation. */
    static void advance(BcryptState a, int rounds) {
        int[] ta = copy(a);
        for (int half = 0; half < 2 * rounds; half++) {
            mix(ta, a.mixed(half));
            int la = 0;
            int ra = 0;
            for (int k = 0; k < WORDS; k += 2) {
                la ^= ta[0];
                for (int i = 1; i < LAST; i += 2) {
                    ra ^= f(ta, la) ^ ta[i];
                    la ^= f(ta, ra) ^ ta[i + 1];
                }
                int xa = ra ^ ta[LAST];
                ra = la;
                la = xa;
                ta[k] = la;
                ta[k + 1] = ra;
            }
        }
        giveBack(ta, a, rounds);
    }

    /** Computes some rounds of each computation. */
    static void advance(BcryptState a, BcryptState b, int rounds) {
        int[] ta = copy(a);
        int[] tb = copy(b);
        for (int half = 0; half < 2 * rounds; half++) {
            mix(ta, a.mixed(half));
            mix(tb, b.mixed(half));
            int la = 0;
            int ra = 0;
            int lb = 0;
            int rb = 0;
            for (int k = 0; k < WORDS; k += 2) {
                la ^= ta[0];
                lb ^= tb[0];
                for (int i = 1; i < LAST; i += 2) {
                    ra ^= f(ta, la) ^ ta[i];
                    rb ^= f(tb, lb) ^ tb[i];
                    la ^= f(ta, ra) ^ ta[i + 1];
                    lb ^= f(tb, rb) ^ tb[i + 1];
                }
                int xa = ra ^ ta[LAST];
                ra = la;
                la = xa;
                int xb = rb ^ tb[LAST];
                rb = lb;
                lb = xb;
                ta[k] = la;
                ta[k + 1] = ra;
                tb[k] = lb;
                tb[k + 1] = rb;
            }
        }
        giveBack(ta, a, rounds);
        giveBack(tb, b, rounds);
    }

    /** Computes some rounds of each computation. */
    static void advance(BcryptState a, BcryptState b, BcryptState c, int rounds) {
        int[] ta = copy(a);
        int[] tb = copy(b);
        int[] tc = copy(c);
        for (int half = 0; half < 2 * rounds; half++) {
            mix(ta, a.mixed(half));
            mix(tb, b.mixed(half));
            mix(tc, c.mixed(half));
            int la = 0;
            int ra = 0;
            int lb = 0;
            int rb = 0;
            int lc = 0;
            int rc = 0;
            for (int k = 0; k < WORDS; k += 2) {
                la ^= ta[0];
                lb ^= tb[0];
                lc ^= tc[0];
                for (int i = 1; i < LAST; i += 2) {
                    ra ^= f(ta, la) ^ ta[i];
                    rb ^= f(tb, lb) ^ tb[i];
                    rc ^= f(tc, lc) ^ tc[i];
                    la ^= f(ta, ra) ^ ta[i + 1];
                    lb ^= f(tb, rb) ^ tb[i + 1];
                    lc ^= f(tc, rc) ^ tc[i + 1];
                }
                int xa = ra ^ ta[LAST];
                ra = la;
                la = xa;
                int xb = rb ^ tb[LAST];
                rb = lb;
                lb = xb;
                int xc = rc ^ tc[LAST];
                rc = lc;
                lc = xc;
                ta[k] = la;
                ta[k + 1] = ra;
                tb[k] = lb;
                tb[k + 1] = rb;
                tc[k] = lc;
                tc[k + 1] = rc;
            }
        }
        giveBack(ta, a, rounds);
        giveBack(tb, b, rounds);
        giveBack(tc, c, rounds);
    }

    /** Computes some rounds of each computation. */
    static void advance(BcryptState a, BcryptState b, BcryptState c, BcryptState d, int rounds) {
        int[] ta = copy(a);
        int[] tb = copy(b);
        int[] tc = copy(c);
        int[] td = copy(d);
        for (int half = 0; half < 2 * rounds; half++) {
            mix(ta, a.mixed(half));
            mix(tb, b.mixed(half));
            mix(tc, c.mixed(half));
            mix(td, d.mixed(half));
            int la = 0;
            int ra = 0;
            int lb = 0;
            int rb = 0;
            int lc = 0;
            int rc = 0;
            int ld = 0;
            int rd = 0;
            for (int k = 0; k < WORDS; k += 2) {
                la ^= ta[0];
                lb ^= tb[0];
                lc ^= tc[0];
                ld ^= td[0];
                for (int i = 1; i < LAST; i += 2) {
                    ra ^= f(ta, la) ^ ta[i];
                    rb ^= f(tb, lb) ^ tb[i];
                    rc ^= f(tc, lc) ^ tc[i];
                    rd ^= f(td, ld) ^ td[i];
                    la ^= f(ta, ra) ^ ta[i + 1];
                    lb ^= f(tb, rb) ^ tb[i + 1];
                    lc ^= f(tc, rc) ^ tc[i + 1];
                    ld ^= f(td, rd) ^ td[i + 1];
                }
                int xa = ra ^ ta[LAST];
                ra = la;
                la = xa;
                int xb = rb ^ tb[LAST];
                rb = lb;
                lb = xb;
                int xc = rc ^ tc[LAST];
                rc = lc;
                lc = xc;
                int xd = rd ^ td[LAST];
                rd = ld;
                ld = xd;
                ta[k] = la;
                ta[k + 1] = ra;
                tb[k] = lb;
                tb[k + 1] = rb;
                tc[k] = lc;
                tc[k + 1] = rc;
                td[k] = ld;
                td[k + 1] = rd;
            }
        }
        giveBack(ta, a, rounds);
        giveBack(tb, b, rounds);
        giveBack(tc, c, rounds);
        giveBack(td, d, rounds);
    }

    private static int[] copy(BcryptState state) {
        int[] copy = new int[WORDS];
        System.arraycopy(state.tables(), 0, copy, 0, WORDS);
        return copy;
    }

    private static void giveBack(int[] copy, BcryptState state, int rounds) {
        System.arraycopy(copy, 0, state.tables(), 0, WORDS);
        Arrays.fill(copy, 0);
        state.done(rounds);
    }
}
