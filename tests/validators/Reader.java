import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.StringJoiner;
import org.mustangproject.BankDetails;
import org.mustangproject.CalculatedInvoice;
import org.mustangproject.TradeParty;
import org.mustangproject.ZUGFeRD.IZUGFeRDLegalOrganisation;
import org.mustangproject.ZUGFeRD.ZUGFeRDInvoiceImporter;

/**
 * Reads invoices out of hybrid PDFs with the reader of Mustang.
 *
 * In: paths, one a line. Out: for each a line of fields, "BT-…=value", with tabs between them; or
 * "failed" with what went wrong.
 */
public final class Reader {
    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader paths =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            answers.write((read(path) + "\n").getBytes(StandardCharsets.UTF_8));
            answers.flush();
        }
    }

    private static String read(String path) {
        try {
            CalculatedInvoice invoice = new CalculatedInvoice();
            new ZUGFeRDInvoiceImporter(path).extractInto(invoice);
            StringJoiner fields = new StringJoiner("\t");
            fields.add("BT-1=" + plain(invoice.getNumber()));
            fields.add("BT-2=" + plain(invoice.getIssueDate()));
            fields.add("BT-3=" + plain(invoice.getDocumentCode()));
            fields.add("BT-5=" + plain(invoice.getCurrency()));
            fields.add("BT-9=" + plain(invoice.getDueDate()));
            addParty(fields, invoice.getSender(), "BT-27=", "BT-30=", "BT-31=");
            addParty(fields, invoice.getRecipient(), "BT-44=", "BT-47=", "BT-48=");
            for (BankDetails account : invoice.getSender().getBankDetails()) {
                fields.add("BT-84=" + plain(account.getIBAN()));
                fields.add("BT-86=" + plain(account.getBIC()));
            }
            fields.add("BT-109=" + plain(invoice.getTaxBasis()));
            fields.add("BT-112=" + plain(invoice.getGrandTotal()));
            fields.add("BT-115=" + plain(invoice.getDuePayable()));
            fields.add("BG-25=" + (invoice.getZFItems() == null ? 0 : invoice.getZFItems().length));
            return fields.toString();
        } catch (Throwable failure) {
            return ("failed " + failure).replaceAll("\\s+", " ");
        }
    }

    private static void addParty(
        StringJoiner fields, TradeParty party, String name, String legalId, String vatId) {
        fields.add(name + plain(party.getName()));
        IZUGFeRDLegalOrganisation legal = party.getLegalOrganisation();
        boolean known = legal != null && legal.getSchemedID() != null;
        fields.add(legalId + (known ? plain(legal.getSchemedID().getID()) : ""));
        fields.add(vatId + plain(party.getVATID()));
    }

    private static String plain(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Date) {
            return new SimpleDateFormat("yyyy-MM-dd").format((Date) value);
        }
        if (value instanceof BigDecimal) {
            return ((BigDecimal) value).setScale(2).toPlainString();
        }
        return value.toString().replaceAll("\\s+", " ");
    }
}
