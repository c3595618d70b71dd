package io.doip4j.it.uds;

import static io.doip4j.it.uds.AllowedAnswers.POSITIVE;
import static io.doip4j.it.uds.AllowedAnswers.anyOf;
import static io.doip4j.it.uds.AllowedAnswers.only;
import static io.doip4j.it.uds.AllowedAnswers.positiveOr;
import static io.doip4j.it.uds.Situation.Where.EVERYWHERE;
import static io.doip4j.it.uds.Situation.Where.EXTENDED_SESSION;
import static io.doip4j.it.uds.Situation.Where.NOT_PROGRAMMING_SESSION;
import static io.doip4j.it.uds.Situation.Where.PROGRAMMING_SESSION;

import io.doip4j.core.Bytes;
import io.doip4j.it.uds.Situation.Where;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of each service, after those that are the same for all of them. See {@link AnswerRules}. */
final class ServiceRules {
    private static final AllowedAnswers WRONG_LENGTH = only(0x13);
    private static final AllowedAnswers OUT_OF_ORDER = only(0x24);
    private static final AllowedAnswers OUT_OF_RANGE = only(0x31);
    private static final AllowedAnswers LOCKED = only(0x33);
    private static final AllowedAnswers LENGTH_OR_RANGE = anyOf(0x13, 0x31);

    /** Report of DTC information to the length of its request. */
    private static final Map<Integer, Integer> DTC_REPORTS = Map.ofEntries(
            Map.entry(0x01, 3),
            Map.entry(0x02, 3),
            Map.entry(0x03, 2),
            Map.entry(0x04, 6),
            Map.entry(0x06, 6),
            Map.entry(0x07, 4),
            Map.entry(0x08, 4),
            Map.entry(0x09, 5),
            Map.entry(0x0A, 2),
            Map.entry(0x0B, 2),
            Map.entry(0x0C, 2),
            Map.entry(0x0D, 2),
            Map.entry(0x0E, 2),
            Map.entry(0x14, 2));

    private static final Set<Integer> DTC_REPORTS_OF_ONE = Set.of(0x04, 0x06, 0x09);
    private static final Set<Long> DTCS = Set.of(0x123456L, 0x9A0102L);
    private static final long ALL_DTCS = 0xFF_FFFF;

    /** Data identifier to where it can be read. */
    private static final Map<Integer, Where> READABLE = Map.ofEntries(
            Map.entry(0xF186, EVERYWHERE),
            Map.entry(0xF190, EVERYWHERE),
            Map.entry(0xF201, EVERYWHERE),
            Map.entry(0x0110, NOT_PROGRAMMING_SESSION),
            Map.entry(0x0111, EVERYWHERE),
            Map.entry(0x0112, NOT_PROGRAMMING_SESSION),
            Map.entry(0x0120, EXTENDED_SESSION),
            Map.entry(0x0130, EVERYWHERE),
            Map.entry(0x0131, EVERYWHERE),
            Map.entry(0x0132, EVERYWHERE),
            Map.entry(0x0133, EVERYWHERE),
            Map.entry(0x0134, EVERYWHERE),
            Map.entry(0x0135, EVERYWHERE),
            Map.entry(0x0200, EVERYWHERE));

    private static final int LOCKED_DATA = 0x0111;
    private static final int REFUSED_DATA = 0x0133;
    private static final int FAULTY_DATA = 0x0134;
    private static final int VIN = 0xF190;
    private static final int MAX_IDENTIFIERS = 8;

    private static final int STOPPABLE = 0x0301;
    private static final int ERASE = 0xFF00;

    /** Routine to where it can be controlled. */
    private static final Map<Integer, Where> ROUTINES = Map.of(
            0x0203,
            EXTENDED_SESSION,
            STOPPABLE,
            EXTENDED_SESSION,
            ERASE,
            PROGRAMMING_SESSION,
            0xFF01,
            PROGRAMMING_SESSION);

    private static final long RAM = 0x2000_0000L;
    private static final long RAM_SIZE = 0x100;
    private static final long FLASH = 0x0800_0000L;
    private static final long FLASH_SIZE = 0x1_0000;

    private ServiceRules() {}

    /** Of a service, and a sub-function if it has some, that are available. */
    static AllowedAnswers allowed(Situation situation, Bytes request) {
        return switch (request.u8(0)) {
            case 0x10, 0x11, 0x29, 0x3E -> request.length() == 2 ? POSITIVE : WRONG_LENGTH;
            case 0x14 -> clearDtcs(request);
            case 0x19 -> readDtcs(request);
            case 0x22 -> readData(situation, request);
            case 0x23 -> readMemory(situation, request);
            case 0x24 -> readScaling(situation, request);
            case 0x27 -> securityAccess(request);
            case 0x28 -> communicationControl(request);
            case 0x2A -> periodicData(request);
            case 0x2C -> defineData(request);
            case 0x2E -> writeData(situation, request);
            case 0x2F -> control(request);
            case 0x31 -> routine(situation, request);
            case 0x34, 0x35 -> transfer(situation, request);
            case 0x36 -> request.length() < 2 ? WRONG_LENGTH : OUT_OF_ORDER;
            case 0x37 -> request.length() == 1 ? OUT_OF_ORDER : anyOf(0x13, 0x24);
            case 0x3D -> writeMemory(situation, request);
            case 0x85 -> dtcSetting(request);
            case 0x86 -> event(request);
            default -> throw new IllegalStateException("no rules for " + request);
        };
    }

    private static AllowedAnswers clearDtcs(Bytes request) {
        if (request.length() != 4) {
            return WRONG_LENGTH;
        }
        long group = request.unsigned(1, 3);
        return group == ALL_DTCS || DTCS.contains(group) ? POSITIVE : OUT_OF_RANGE;
    }

    private static AllowedAnswers readDtcs(Bytes request) {
        int report = request.u8(1) & 0x7F;
        if (request.length() != DTC_REPORTS.getOrDefault(report, 0)) {
            return WRONG_LENGTH;
        }
        if (!DTC_REPORTS_OF_ONE.contains(report)) {
            return POSITIVE;
        }
        return DTCS.contains(request.unsigned(2, 3)) ? positiveOr(0x31) : OUT_OF_RANGE;
    }

    private static AllowedAnswers readData(Situation situation, Bytes request) {
        int count = request.length() / 2;
        if (request.length() % 2 == 0 || count == 0 || count > MAX_IDENTIFIERS) {
            return WRONG_LENGTH;
        }
        AllowedAnswers answers = OUT_OF_RANGE;
        boolean faulty = false;
        for (int at = 1; at < request.length(); at += 2) {
            int id = request.u16(at);
            if (isReadable(situation, id)) {
                if (id == LOCKED_DATA && !situation.isUnlocked()) {
                    return LOCKED;
                }
                faulty |= id == FAULTY_DATA || id == REFUSED_DATA;
                answers = faulty ? anyOf(0x10, 0x31) : POSITIVE;
            }
        }
        return answers;
    }

    private static boolean isReadable(Situation situation, int id) {
        Where where = READABLE.get(id);
        return where != null && situation.isIn(where);
    }

    private static AllowedAnswers readScaling(Situation situation, Bytes request) {
        if (request.length() != 3) {
            return WRONG_LENGTH;
        }
        int id = request.u16(1);
        if (id == VIN) {
            return POSITIVE;
        }
        return id == LOCKED_DATA && !situation.isUnlocked() ? anyOf(0x31, 0x33) : OUT_OF_RANGE;
    }

    private static AllowedAnswers readMemory(Situation situation, Bytes request) {
        if (request.length() < 4) {
            return WRONG_LENGTH;
        }
        if (request.u8(1) != 0x14) {
            return LENGTH_OR_RANGE;
        }
        if (request.length() != 7) {
            return WRONG_LENGTH;
        }
        return memory(situation, isInside(request.u32(2), request.u8(6), RAM, RAM_SIZE));
    }

    private static AllowedAnswers writeMemory(Situation situation, Bytes request) {
        if (request.length() < 5) {
            return WRONG_LENGTH;
        }
        if (request.u8(1) != 0x14) {
            return LENGTH_OR_RANGE;
        }
        if (request.length() < 8 || request.length() != 7 + request.u8(6)) {
            return request.length() > 6 && request.u8(6) == 0 ? LENGTH_OR_RANGE : WRONG_LENGTH;
        }
        return memory(situation, isInside(request.u32(2), request.u8(6), RAM, RAM_SIZE));
    }

    private static AllowedAnswers transfer(Situation situation, Bytes request) {
        if (request.length() < 5) {
            return WRONG_LENGTH;
        }
        if (request.u8(1) != 0 || request.u8(2) != 0x44) {
            return LENGTH_OR_RANGE;
        }
        if (request.length() != 11) {
            return WRONG_LENGTH;
        }
        return memory(situation, isInside(request.u32(3), request.u32(7), FLASH, FLASH_SIZE));
    }

    private static boolean isInside(long address, long size, long start, long length) {
        return size > 0 && address >= start && address + size <= start + length;
    }

    private static AllowedAnswers memory(Situation situation, boolean inside) {
        if (!inside) {
            return OUT_OF_RANGE;
        }
        return situation.isUnlocked() ? POSITIVE : LOCKED;
    }

    private static AllowedAnswers securityAccess(Bytes request) {
        boolean isKey = request.u8(1) % 2 == 0;
        if (isKey) {
            return OUT_OF_ORDER;
        }
        return request.length() == 2 ? POSITIVE : WRONG_LENGTH;
    }

    private static AllowedAnswers communicationControl(Bytes request) {
        if (request.length() != 3) {
            return WRONG_LENGTH;
        }
        int type = request.u8(2);
        if ((type & 0x03) == 0 || (type & 0x0C) != 0) {
            return OUT_OF_RANGE;
        }
        int subnet = type >> 4;
        return subnet == 0 || subnet == 0x0F ? POSITIVE : positiveOr(0x31);
    }

    private static AllowedAnswers periodicData(Bytes request) {
        int mode = request.length() < 2 ? 0 : request.u8(1);
        if (request.length() < 3) {
            return mode == 4 ? POSITIVE : WRONG_LENGTH;
        }
        if (mode < 1 || mode > 4) {
            return OUT_OF_RANGE;
        }
        if (!request.from(2).isAll(0x01)) {
            return OUT_OF_RANGE;
        }
        return request.length() == 3 ? POSITIVE : positiveOr(0x31);
    }

    private static AllowedAnswers defineData(Bytes request) {
        int length = request.length();
        boolean isDynamic = length >= 4 && (request.u8(2) == 0xF2 || request.u8(2) == 0xF3);
        return switch (request.u8(1) & 0x7F) {
            case 0x01 -> {
                if (length < 8 || length % 4 != 0) {
                    yield WRONG_LENGTH;
                }
                yield isDynamic ? defineByIdentifier(request) : OUT_OF_RANGE;
            }
            case 0x02 -> {
                if (length < 7) {
                    yield WRONG_LENGTH;
                }
                yield isDynamic ? positiveOr(0x13, 0x31, 0x33) : LENGTH_OR_RANGE;
            }
            default -> clearData(length, isDynamic);
        };
    }

    /** Data may have to be read to know how long they are, and these cannot. */
    private static AllowedAnswers defineByIdentifier(Bytes request) {
        for (int at = 4; at < request.length(); at += 4) {
            if (request.u16(at) == FAULTY_DATA) {
                return positiveOr(0x10, 0x31, 0x33);
            }
        }
        return positiveOr(0x31, 0x33);
    }

    private static AllowedAnswers clearData(int length, boolean isDynamic) {
        if (length == 2) {
            return POSITIVE;
        }
        if (length != 4) {
            return WRONG_LENGTH;
        }
        return isDynamic ? positiveOr(0x31) : OUT_OF_RANGE;
    }

    private static AllowedAnswers writeData(Situation situation, Bytes request) {
        if (request.length() < 4) {
            return WRONG_LENGTH;
        }
        return switch (request.u16(1)) {
            case 0x0110 -> {
                if (!situation.isUnlocked()) {
                    yield LOCKED;
                }
                yield request.length() == 7 ? POSITIVE : WRONG_LENGTH;
            }
            case 0x0112 -> {
                if (request.length() != 4) {
                    yield WRONG_LENGTH;
                }
                yield request.u8(3) <= 0x64 ? POSITIVE : OUT_OF_RANGE;
            }
            default -> OUT_OF_RANGE;
        };
    }

    private static AllowedAnswers control(Bytes request) {
        if (request.length() < 4) {
            return WRONG_LENGTH;
        }
        if (request.u16(1) != 0x0200 || request.u8(3) > 0x03) {
            return OUT_OF_RANGE;
        }
        return request.length() == (request.u8(3) == 0x03 ? 5 : 4) ? POSITIVE : WRONG_LENGTH;
    }

    private static AllowedAnswers routine(Situation situation, Bytes request) {
        if (request.length() < 4) {
            return WRONG_LENGTH;
        }
        Where where = ROUTINES.get(request.u16(2));
        if (where == null || !situation.isIn(where)) {
            return OUT_OF_RANGE;
        }
        int control = request.u8(1) & 0x7F;
        boolean hasOptions = request.length() > 4;
        return switch (request.u16(2)) {
            case ERASE -> erase(situation, control, request);
            case STOPPABLE -> stoppable(control, hasOptions);
            default -> start(control, hasOptions);
        };
    }

    private static AllowedAnswers stoppable(int control, boolean hasOptions) {
        if (control != 2 && control != 3) {
            return start(control, hasOptions);
        }
        return hasOptions ? WRONG_LENGTH : OUT_OF_ORDER;
    }

    private static AllowedAnswers start(int control, boolean hasOptions) {
        if (control != 1) {
            return only(0x12);
        }
        return hasOptions ? WRONG_LENGTH : POSITIVE;
    }

    private static AllowedAnswers erase(Situation situation, int control, Bytes request) {
        if (!situation.isUnlocked()) {
            return LOCKED;
        }
        if (control != 1) {
            return only(0x12);
        }
        if (request.length() != 13) {
            return WRONG_LENGTH;
        }
        boolean inside = isInside(request.u32(5), request.u32(9), FLASH, FLASH_SIZE);
        return request.u8(4) == 0x44 && inside ? POSITIVE : OUT_OF_RANGE;
    }

    private static AllowedAnswers dtcSetting(Bytes request) {
        if (request.length() == 2) {
            return POSITIVE;
        }
        if (request.length() != 5) {
            return LENGTH_OR_RANGE;
        }
        return request.from(2).isAll(0xFF) ? POSITIVE : OUT_OF_RANGE;
    }

    /** Which windows there are, and whether events can be stored, is up to the ECU: only what is certain is exact. */
    private static AllowedAnswers event(Bytes request) {
        int event = request.u8(1) & 0x3F;
        boolean isControl = event == 0x00 || event >= 0x04;
        if (request.length() < 3 || (isControl && request.length() != 3)) {
            return WRONG_LENGTH;
        }
        boolean plain = (request.u8(1) & 0x40) == 0 && request.u8(2) == 0x02;
        if (isControl) {
            AllowedAnswers certain = event == 0x05 ? only(0x22) : POSITIVE;
            return plain ? certain : new AllowedAnswers(certain.positive(), List.of(0x22, 0x31));
        }
        return request.length() < 6 ? LENGTH_OR_RANGE : positiveOr(0x13, 0x22, 0x31);
    }
}
