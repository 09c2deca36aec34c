import { t } from "../words";

interface Props {
  name: string;
  email: string;
}

/** What a person wrote about themselves. */
export const Written = ({ name, email }: Props) => (
  <dl class="particulars">
    <div>
      <dt>{t("Name to call you by")}</dt>
      <dd>
        <bdi>{name}</bdi>
      </dd>
    </div>
    <div>
      <dt>{t("E-mail")}</dt>
      <dd>
        <bdi dir="ltr">{email}</bdi>
      </dd>
    </div>
  </dl>
);
