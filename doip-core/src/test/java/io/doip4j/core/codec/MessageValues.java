package io.doip4j.core.codec;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.PayloadType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The fields of a message as the golden vectors write them. */
final class MessageValues {
    private MessageValues() {}

    static Map<String, String> of(DoipMessage message) {
        Map<String, String> values = new LinkedHashMap<>();
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            values.put(component.getName(), text(value(component, message)));
        }
        return values;
    }

    private static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? text(optional.get()) : "absent";
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? text(optional.getAsLong()) : "absent";
        }
        if (value instanceof Bytes bytes) {
            return bytes.isEmpty() ? "none" : bytes.toHex();
        }
        if (value instanceof Record) {
            Object only = value(value.getClass().getRecordComponents()[0], value);
            boolean twoBytes = value instanceof LogicalAddress || value instanceof PayloadType;
            if (only instanceof Integer number) {
                return twoBytes ? String.format("0x%04X", number) : String.format("0x%02X", number);
            }
            return text(only);
        }
        return value.toString();
    }

    private static Object value(RecordComponent component, Object owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("record accessor", e);
        }
    }
}
