package io.doip4j.cli;

import java.util.List;
import java.util.Locale;

/** Guesses what was meant by a word that is not known. */
final class Similar {
    /** So many letters may have one that is wrong. */
    private static final int LETTERS_PER_MISTAKE = 4;

    private Similar() {}

    /** The end of a complaint: a question, or nothing if none of the known words is similar. */
    static String hint(String word, List<String> known) {
        String letters = letters(word);
        String nearest = "";
        int fewest = 1 + Math.max(1, letters.length() / LETTERS_PER_MISTAKE);
        for (String other : known) {
            // Who wrote the beginning of a word did not mistake it
            boolean isBeginning = !letters.isEmpty() && letters(other).startsWith(letters);
            int mistakes = isBeginning ? 0 : mistakes(letters, letters(other));
            if (mistakes < fewest) {
                nearest = other;
                fewest = mistakes;
            }
        }
        return nearest.isEmpty() ? "" : ", did you mean " + nearest + "?";
    }

    private static String letters(String word) {
        int start = 0;
        while (start < word.length() && word.charAt(start) == '-') {
            start++;
        }
        return word.substring(start).toLowerCase(Locale.ROOT);
    }

    /** How many letters are missing, too many, wrong, or in the wrong order with the next one. */
    static int mistakes(String word, String other) {
        // [i][j]: between the first i letters of one and the first j of the other
        int[][] least = new int[word.length() + 1][other.length() + 1];
        for (int i = 0; i <= word.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                int wrong = word.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int oneMore = Math.min(least[i - 1][j], least[i][j - 1]) + 1;
                least[i][j] = Math.min(oneMore, least[i - 1][j - 1] + wrong);
                if (areSwapped(word, i, other, j)) {
                    least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
                }
            }
        }
        return least[word.length()][other.length()];
    }

    private static boolean areSwapped(String word, int i, String other, int j) {
        return i > 1 && j > 1 && word.charAt(i - 1) == other.charAt(j - 2) && word.charAt(i - 2) == other.charAt(j - 1);
    }
}
